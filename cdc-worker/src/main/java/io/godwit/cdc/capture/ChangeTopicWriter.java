package io.godwit.cdc.capture;

import io.debezium.engine.DebeziumEngine.ChangeConsumer;
import io.debezium.engine.DebeziumEngine.RecordCommitter;
import io.debezium.engine.RecordChangeEvent;
import io.godwit.cdc.changes.ChunkRecords;
import io.godwit.common.messaging.KafkaClients;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Semaphore;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.connect.source.SourceRecord;
import org.jspecify.annotations.Nullable;

/// Writes a session's chunks to its topic, several in flight, in order and without a gap: the topic
/// always has a beginning of what was sent. Kafka's own retries never give up, because the producer
/// would go on with the next record after one that it gave up.
final class ChangeTopicWriter
        implements ChangeConsumer<RecordChangeEvent<SourceRecord>>, AutoCloseable {
    private static final int IN_FLIGHT = 16;

    private final CaptureSession session;
    private final Producer<String, byte[]> producer;
    private final Semaphore room = new Semaphore(IN_FLIGHT);

    ChangeTopicWriter(CaptureSession session, KafkaClients kafka) {
        this.session = session;
        this.producer =
                kafka.producer(
                        Map.of(
                                ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG,
                                Integer.MAX_VALUE,
                                ProducerConfig.CLIENT_ID_CONFIG,
                                "godwit-capture-" + session.id()));
    }

    @Override
    public void handleBatch(
            List<RecordChangeEvent<SourceRecord>> batch,
            RecordCommitter<RecordChangeEvent<SourceRecord>> committer)
            throws InterruptedException {
        for (RecordChangeEvent<SourceRecord> event : batch) {
            send((CapturedChunk) event.record().value());
            committer.markProcessed(event);
        }
        committer.markBatchFinished();
    }

    private void send(CapturedChunk captured) throws InterruptedException {
        ProducerRecord<String, byte[]> entry =
                new ProducerRecord<>(
                        session.following().topic(), 0, null, captured.chunk().messages());
        ChunkRecords.headers(captured.chunk()).forEach(entry.headers()::add);
        room.acquire();
        producer.send(entry, (_, failure) -> sent(captured, failure));
    }

    /// On the producer's thread.
    private void sent(CapturedChunk captured, @Nullable Exception failure) {
        if (failure == null) {
            session.acknowledge(captured);
        } else {
            session.fail(failure);
            // Nothing that was sent behind the failed one may arrive.
            producer.close(Duration.ZERO);
        }
        room.release();
    }

    /// What is not acknowledged by now is given up; the next session repeats it.
    @Override
    public void close() {
        producer.close(Duration.ZERO);
    }
}

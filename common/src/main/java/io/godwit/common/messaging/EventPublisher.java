package io.godwit.common.messaging;

import io.godwit.common.migration.Envelope;
import io.godwit.common.migration.MigrationEvent;
import java.time.Clock;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

/// Appends workers' facts to the event log; returns once the log has them. Thread-safe.
public final class EventPublisher implements AutoCloseable {
    private final Producer<String, byte[]> producer;
    private final Clock clock;

    public EventPublisher(KafkaClients kafka, Clock clock) {
        this.producer = kafka.producer();
        this.clock = clock;
    }

    /// @param causation the id of the command that led to the fact
    /// @throws IllegalStateException if the log did not acknowledge the fact
    public void publish(String migration, @Nullable String causation, MigrationEvent event) {
        Envelope<MigrationEvent> envelope =
                new Envelope<>(
                        UUID.randomUUID().toString(), causation, migration, clock.instant(), event);
        send(new ProducerRecord<>(Topics.EVENTS, migration, WireCodec.encode(envelope)));
    }

    private void send(ProducerRecord<String, byte[]> entry) {
        try {
            producer.send(entry).get();
        } catch (ExecutionException e) {
            throw new IllegalStateException("the event log did not take a fact", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while appending to the event log", e);
        }
    }

    @Override
    public void close() {
        producer.close();
    }
}

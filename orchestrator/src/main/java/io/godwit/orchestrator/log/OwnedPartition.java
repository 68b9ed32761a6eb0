package io.godwit.orchestrator.log;

import io.godwit.common.messaging.KafkaClients;
import io.godwit.common.messaging.Topics;
import io.godwit.common.messaging.WireCodec;
import io.godwit.common.migration.CdcCommand;
import io.godwit.common.migration.Envelope;
import io.godwit.common.migration.MigrationEvent;
import io.godwit.common.migration.MigrationRequest;
import io.godwit.common.migration.WorkerCommand;
import io.godwit.orchestrator.deciding.Decision;
import io.godwit.orchestrator.deciding.Evolution;
import io.godwit.orchestrator.deciding.MigrationState;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/// One partition of requests and events while this process owns it: the states of its migrations,
/// folded from the log and from nothing else, and the producer that fences every other owner.
///
/// What is decided is appended, not applied: it is applied when it comes back through the log, like
/// every other fact. Until then nothing further is decided here ([#settled]). Used by one thread.
final class OwnedPartition implements AutoCloseable {
    private final int partition;
    private final Producer<String, byte[]> producer;
    private final Map<String, MigrationState> states = new HashMap<>();
    private final Queue<ConsumerRecord<String, byte[]>> requests = new ArrayDeque<>();

    /// The offset behind the last fact of ours; what lies before is to be read first.
    private long barrier;

    private long position;

    /// Fences every earlier owner before it returns.
    OwnedPartition(int partition, KafkaClients kafka) {
        this.partition = partition;
        this.producer = kafka.transactionalProducer("godwit-orchestrator-" + partition);
        producer.initTransactions();
    }

    /// Nothing is decided before this offset is reached.
    void readTo(long offset) {
        barrier = Math.max(barrier, offset);
    }

    boolean settled() {
        return position >= barrier;
    }

    /// Whether only a request can begin anything here.
    boolean rests() {
        return settled()
                && requests.isEmpty()
                && states.values().stream().allMatch(MigrationState::rests);
    }

    void reached(long offset) {
        position = Math.max(position, offset);
    }

    Map<String, MigrationState> states() {
        return states;
    }

    @Nullable MigrationState state(String migration) {
        return states.get(migration);
    }

    Queue<ConsumerRecord<String, byte[]>> requests() {
        return requests;
    }

    /// @return the migration that the fact is about
    Optional<String> apply(ConsumerRecord<String, byte[]> entry) {
        Optional<Envelope<MigrationEvent>> fact =
                WireCodec.decode(entry.value(), MigrationEvent.class);
        fact.ifPresent(known ->
                states.compute(known.correlation(), (_, state) -> Evolution.evolve(state, known)));
        return fact.map(Envelope::correlation);
    }

    static Optional<Envelope<MigrationRequest>> request(ConsumerRecord<String, byte[]> entry) {
        return WireCodec.decode(entry.value(), MigrationRequest.class);
    }

    /// Appends a decision, and that the request behind it (if any) is answered, all or nothing.
    ///
    /// @throws org.apache.kafka.common.KafkaException if it was not appended; this object is then
    ///   useless and the partition is to be read again
    void append(
            String migration,
            Decision decision,
            @Nullable ConsumerRecord<String, byte[]> request,
            @Nullable String causation,
            ConsumerGroupMetadata group,
            Instant now) {
        producer.beginTransaction();
        Future<RecordMetadata> last = null;
        for (MigrationEvent event : decision.events()) {
            byte[] value = encode(migration, causation, now, event);
            last = producer.send(new ProducerRecord<>(Topics.EVENTS, partition, migration, value));
        }
        for (WorkerCommand work : decision.work()) {
            producer.send(
                    new ProducerRecord<>(
                            topic(work),
                            migration + "/" + work.work().id(),
                            encode(migration, causation, now, work)));
        }
        for (CdcCommand duty : decision.duties()) {
            producer.send(
                    new ProducerRecord<>(
                            Topics.CDC_COMMANDS,
                            partition,
                            migration,
                            encode(migration, causation, now, duty)));
        }
        if (request != null) {
            producer.sendOffsetsToTransaction(
                    Map.of(
                            new TopicPartition(Topics.REQUESTS, partition),
                            new OffsetAndMetadata(request.offset() + 1)),
                    group);
        }
        producer.commitTransaction();
        if (last != null) {
            readTo(offset(last) + 1);
        }
    }

    private static String topic(WorkerCommand command) {
        return switch (command) {
            case WorkerCommand.ValidatorCommand _ -> Topics.VALIDATOR_COMMANDS;
            case WorkerCommand.CopyCommand _ -> Topics.COPY_COMMANDS;
        };
    }

    private static byte[] encode(
            String migration, @Nullable String causation, Instant now, Object payload) {
        return WireCodec.encode(
                new Envelope<>(UUID.randomUUID().toString(), causation, migration, now, payload));
    }

    private static long offset(Future<RecordMetadata> sent) {
        try {
            return sent.get().offset();
        } catch (ExecutionException e) {
            throw new IllegalStateException("a committed record has no offset", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted behind a commit", e);
        }
    }

    @Override
    public void close() {
        producer.close(Duration.ofSeconds(5));
    }
}

package io.godwit.common.messaging;

import io.godwit.common.migration.Endpoints;
import io.godwit.common.migration.Envelope;
import io.godwit.common.migration.WorkRef;
import io.godwit.common.migration.WorkerCommand.BuildIndexes;
import io.godwit.common.migration.WorkerCommand.CopyCommand;
import io.godwit.common.testing.TestBroker;
import io.godwit.common.testing.TestPostgres;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.apache.kafka.clients.producer.ProducerRecord;

/// A queue of copy commands on a test's broker, and what is put into it.
final class TestQueue {
    private TestQueue() {}

    static WorkQueue<CopyCommand> of(
            TestBroker broker, int slots, Performer<CopyCommand> performer) {
        return new WorkQueue<>(
                broker.clients(),
                Topics.COPY_COMMANDS,
                WorkQueue.COPY_WORKERS,
                CopyCommand.class,
                slots,
                performer,
                broker.properties(),
                Clock.systemUTC());
    }

    static void publish(KafkaClients kafka, WorkRef work) throws Exception {
        try (var producer = kafka.producer()) {
            producer.send(command(work)).get();
        }
    }

    static ProducerRecord<String, byte[]> command(WorkRef work) {
        Endpoints endpoints = TestPostgres.endpoints();
        var command = new BuildIndexes(work, endpoints, "d", "s", 0, List.of(), List.of(), false);
        var envelope =
                new Envelope<>(UUID.randomUUID().toString(), null, "m", Instant.now(), command);
        return new ProducerRecord<>(Topics.COPY_COMMANDS, "m", WireCodec.encode(envelope));
    }
}

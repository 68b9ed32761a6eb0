package io.godwit.common.messaging;

import io.godwit.common.migration.Envelope;
import io.godwit.common.migration.Telemetry;
import io.godwit.common.migration.Telemetry.ApplyProgress;
import io.godwit.common.migration.Telemetry.CaptureProgress;
import io.godwit.common.migration.Telemetry.PartProgress;
import io.godwit.common.migration.Telemetry.TableApplied;
import io.godwit.common.migration.Telemetry.WorkAlive;
import java.util.UUID;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;

/// Sends telemetry and does not wait for it. Thread-safe.
public final class TelemetryPublisher implements AutoCloseable {
    private final Producer<String, byte[]> producer;

    public TelemetryPublisher(KafkaClients kafka) {
        this.producer = kafka.producer();
    }

    public void publish(Telemetry telemetry) {
        String migration = telemetry.work().migration();
        Envelope<Telemetry> envelope =
                new Envelope<>(
                        UUID.randomUUID().toString(), null, migration, telemetry.at(), telemetry);
        producer.send(
                new ProducerRecord<>(Topics.PROGRESS, key(telemetry), WireCodec.encode(envelope)));
    }

    private static String key(Telemetry telemetry) {
        String migration = telemetry.work().migration();
        return switch (telemetry) {
            case WorkAlive alive -> migration + "/work/" + alive.work().id();
            case PartProgress part ->
                    "%s/%s/%d/%d"
                            .formatted(
                                    migration, part.work().database(), part.table(), part.part());
            case CaptureProgress capture -> migration + "/work/" + capture.work().id();
            case ApplyProgress apply -> migration + "/work/" + apply.work().id();
            case TableApplied table ->
                    "%s/%s/%s.%s"
                            .formatted(
                                    migration,
                                    table.work().database(),
                                    table.schema(),
                                    table.table());
        };
    }

    @Override
    public void close() {
        producer.close();
    }
}

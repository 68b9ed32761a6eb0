package io.godwit.cdc;

import io.godwit.cdc.apply.ApplyDuty;
import io.godwit.cdc.apply.ApplySettings;
import io.godwit.cdc.capture.CaptureDuty;
import io.godwit.cdc.capture.ChangeTopics;
import io.godwit.cdc.duties.Duty;
import io.godwit.cdc.duties.DutyFactory;
import io.godwit.cdc.snapshots.SnapshotDuty;
import io.godwit.common.messaging.EventPublisher;
import io.godwit.common.messaging.KafkaClients;
import io.godwit.common.messaging.TelemetryPublisher;
import io.godwit.common.migration.CdcCommand.ApplyChanges;
import io.godwit.common.migration.CdcCommand.CaptureChanges;
import io.godwit.common.migration.CdcCommand.HoldSnapshot;
import io.godwit.common.postgres.PostgresConnections;
import java.time.Clock;
import java.time.Duration;

/// Makes each duty with what it needs.
record WorkerDuties(
        PostgresConnections connections,
        KafkaClients kafka,
        ChangeTopics topics,
        EventPublisher events,
        TelemetryPublisher telemetry,
        Duration snapshotCheck,
        Clock clock,
        ApplySettings applySettings)
        implements DutyFactory {

    @Override
    public Duty snapshot(HoldSnapshot command) {
        return new SnapshotDuty(command, connections, events, snapshotCheck, topics::delete);
    }

    @Override
    public Duty capture(CaptureChanges command) {
        return new CaptureDuty(command, connections, kafka, topics, events, telemetry, clock);
    }

    @Override
    public Duty apply(ApplyChanges command) {
        return new ApplyDuty(command, connections, kafka, events, telemetry, clock, applySettings);
    }

    @Override
    public void forget(String topic) {
        topics.delete(topic);
    }
}

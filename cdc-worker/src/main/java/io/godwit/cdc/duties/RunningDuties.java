package io.godwit.cdc.duties;

import io.godwit.common.messaging.EventPublisher;
import io.godwit.common.migration.CdcCommand;
import io.godwit.common.migration.CdcCommand.ApplyChanges;
import io.godwit.common.migration.CdcCommand.CaptureChanges;
import io.godwit.common.migration.CdcCommand.HoldSnapshot;
import io.godwit.common.migration.CdcCommand.ReleaseSnapshot;
import io.godwit.common.migration.CdcCommand.StopApplying;
import io.godwit.common.migration.CdcCommand.StopFollowing;
import io.godwit.common.migration.Failure;
import io.godwit.common.migration.FailureCode;
import io.godwit.common.migration.MigrationEvent;
import io.godwit.common.migration.MigrationEvent.ApplyStopped;
import io.godwit.common.migration.MigrationEvent.FollowingStopped;
import io.godwit.common.migration.MigrationEvent.SnapshotLost;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;

/// The duties of one database that this process performs, and the answers to commands that end
/// them. Nothing here waits for a server or the log on the caller's thread.
final class RunningDuties {
    private final DatabaseKey key;
    private final DutyFactory factory;
    private final PatientPublisher events;
    private final Executor threads;
    private final DutyLane snapshot;
    private final DutyLane capture;
    private final DutyLane apply;
    private volatile boolean given;

    RunningDuties(DatabaseKey key, DutyFactory factory, EventPublisher events, Executor threads) {
        this.key = key;
        this.factory = factory;
        this.events = new PatientPublisher(events, key.migration(), () -> !given);
        this.threads = threads;
        this.snapshot = new DutyLane(threads);
        this.capture = new DutyLane(threads);
        this.apply = new DutyLane(threads);
    }

    void perform(CdcCommand command) {
        switch (command) {
            case HoldSnapshot hold -> snapshot.run(() -> factory.snapshot(hold));
            case ReleaseSnapshot _ -> snapshot.close();
            case CaptureChanges changes -> capture.run(() -> factory.capture(changes));
            case ApplyChanges changes -> apply.run(() -> factory.apply(changes));
            case StopApplying stop -> stopApplying(stop);
            case StopFollowing stop -> stopFollowing(stop);
        }
    }

    private void stopApplying(StopApplying stop) {
        apply.close().thenRunAsync(() -> publishStopped(stop), threads);
    }

    /// For epochs that a later one has replaced already.
    void answer(StopApplying stop) {
        threads.execute(() -> publishStopped(stop));
    }

    private void publishStopped(StopApplying stop) {
        answer(new ApplyStopped(stop.database(), stop.generation(), stop.epoch()));
    }

    /// A snapshot that is still being opened makes the slot, so it ends first too.
    private void stopFollowing(StopFollowing stop) {
        CompletableFuture.allOf(snapshot.close(), capture.close(), apply.close())
                .thenRunAsync(
                        () -> {
                            String topic = stop.following().topic();
                            events.insist("deleting " + topic, () -> factory.forget(topic));
                            answer(new FollowingStopped(stop.database()));
                        },
                        threads);
    }

    /// What a process that is gone left open. Its snapshot died with it; capture and apply go on.
    void takeUp(DatabaseDuties open, Answers answers) {
        HoldSnapshot hold = open.snapshot();
        if (hold != null) {
            takeUp(hold, answers.snapshotOpened(key, hold.generation()));
        }
        CaptureChanges capturing = open.capture();
        if (capturing != null && !answers.streamStopped(capturing.work())) {
            perform(capturing);
        }
        ApplyChanges applying = open.apply();
        if (applying != null && !answers.streamStopped(applying.work())) {
            perform(applying);
        }
        StopApplying stopped = open.stopped();
        if (stopped != null && !answers.applyStopped(key, stopped.epoch())) {
            perform(stopped);
        }
        StopFollowing ended = open.ended();
        if (ended != null && !answers.followingStopped(key)) {
            perform(ended);
        }
    }

    private void takeUp(HoldSnapshot hold, boolean opened) {
        if (!opened) {
            perform(hold);
            return;
        }
        Failure failure =
                Failure.of(FailureCode.SNAPSHOT_LOST, "the process that held the snapshot is gone");
        threads.execute(
                () -> answer(new SnapshotLost(hold.database(), hold.generation(), failure)));
    }

    private void answer(MigrationEvent event) {
        events.publish(event);
    }

    /// Ends all of them without an answer; complete once they have ended.
    CompletableFuture<Void> giveAway() {
        given = true;
        List<CompletableFuture<Void>> ends = new ArrayList<>();
        for (DutyLane lane : List.of(snapshot, capture, apply)) {
            ends.add(lane.close());
        }
        return CompletableFuture.allOf(ends.toArray(CompletableFuture<?>[]::new));
    }
}

package io.godwit.cdc.duties;

import io.godwit.common.migration.CdcCommand.ApplyChanges;
import io.godwit.common.migration.CdcCommand.CaptureChanges;
import io.godwit.common.migration.CdcCommand.HoldSnapshot;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;

/// Duties that do nothing but say when they begin and end. Ending takes a moment, as it does in
/// life.
final class RecordingDuties implements DutyFactory {
    private final List<String> said = new CopyOnWriteArrayList<>();
    private volatile Duration ending = Duration.ofMillis(200);

    List<String> said() {
        return said;
    }

    void endingTakes(Duration time) {
        ending = time;
    }

    @Override
    public Duty snapshot(HoldSnapshot command) {
        return duty("snapshot " + command.generation());
    }

    @Override
    public Duty capture(CaptureChanges command) {
        return duty("capture " + command.work().attempt());
    }

    @Override
    public Duty apply(ApplyChanges command) {
        return duty("apply " + command.work().attempt());
    }

    @Override
    public void forget(String topic) {
        said.add("forget " + topic);
    }

    private Duty duty(String name) {
        return new Duty() {
            @Override
            public void start() {
                said.add("+" + name);
            }

            @Override
            public void close() {
                try {
                    TimeUnit.MILLISECONDS.sleep(ending.toMillis());
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
                said.add("-" + name);
            }
        };
    }
}

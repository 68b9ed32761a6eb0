package io.godwit.orchestrator.deciding;

import io.godwit.common.migration.CdcCommand;
import io.godwit.common.migration.MigrationEvent;
import io.godwit.common.migration.WorkerCommand;
import java.util.ArrayList;
import java.util.List;

/// Facts to append and commands to publish, all or nothing.
public record Decision(
        List<MigrationEvent> events, List<WorkerCommand> work, List<CdcCommand> duties) {
    public Decision {
        events = List.copyOf(events);
        work = List.copyOf(work);
        duties = List.copyOf(duties);
    }

    public static Decision of(MigrationEvent... events) {
        return new Decision(List.of(events), List.of(), List.of());
    }

    public boolean isEmpty() {
        return events.isEmpty() && work.isEmpty() && duties.isEmpty();
    }

    /// Collects a decision while it is being made.
    static final class Draft {
        private final List<MigrationEvent> events = new ArrayList<>();
        private final List<WorkerCommand> work = new ArrayList<>();
        private final List<CdcCommand> duties = new ArrayList<>();

        void fact(MigrationEvent event) {
            events.add(event);
        }

        void issue(WorkerCommand command) {
            events.add(new MigrationEvent.WorkIssued(command.work()));
            work.add(command);
        }

        void duty(CdcCommand command) {
            duties.add(command);
        }

        boolean isEmpty() {
            return events.isEmpty();
        }

        Decision decision() {
            return new Decision(events, work, duties);
        }
    }
}

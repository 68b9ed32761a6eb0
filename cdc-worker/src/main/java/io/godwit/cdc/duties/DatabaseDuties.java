package io.godwit.cdc.duties;

import io.godwit.common.migration.CdcCommand;
import io.godwit.common.migration.CdcCommand.ApplyChanges;
import io.godwit.common.migration.CdcCommand.CaptureChanges;
import io.godwit.common.migration.CdcCommand.HoldSnapshot;
import io.godwit.common.migration.CdcCommand.ReleaseSnapshot;
import io.godwit.common.migration.CdcCommand.StopApplying;
import io.godwit.common.migration.CdcCommand.StopFollowing;
import org.jspecify.annotations.Nullable;

/// What the commands of one database leave open. Immutable.
///
/// @param stopped the latest command to stop applying, if nothing is to be applied since
/// @param ended the command to stop following, if nothing is to be followed since
record DatabaseDuties(
        @Nullable HoldSnapshot snapshot,
        @Nullable CaptureChanges capture,
        @Nullable ApplyChanges apply,
        @Nullable StopApplying stopped,
        @Nullable StopFollowing ended) {
    static final DatabaseDuties NONE = new DatabaseDuties(null, null, null, null, null);

    /// The same if the command is a repetition, or older than what is known.
    DatabaseDuties after(CdcCommand command) {
        return switch (command) {
            case HoldSnapshot hold -> holding(hold);
            case ReleaseSnapshot release -> releasing(release);
            case CaptureChanges capturing -> capturing(capturing);
            case ApplyChanges applying -> applying(applying);
            case StopApplying stop -> stopping(stop);
            case StopFollowing end -> new DatabaseDuties(null, null, null, null, end);
        };
    }

    private DatabaseDuties holding(HoldSnapshot hold) {
        boolean known = snapshot != null && snapshot.generation() >= hold.generation();
        return known ? this : new DatabaseDuties(hold, capture, apply, stopped, null);
    }

    private DatabaseDuties releasing(ReleaseSnapshot release) {
        boolean other = snapshot == null || snapshot.generation() > release.generation();
        return other ? this : new DatabaseDuties(null, capture, apply, stopped, ended);
    }

    private DatabaseDuties capturing(CaptureChanges command) {
        boolean known = capture != null && capture.work().attempt() >= command.work().attempt();
        return known ? this : new DatabaseDuties(snapshot, command, apply, stopped, null);
    }

    private DatabaseDuties applying(ApplyChanges command) {
        int epoch = command.work().attempt();
        boolean known = apply != null && apply.work().attempt() >= epoch;
        boolean over = stopped != null && stopped.epoch() >= epoch;
        return known || over ? this : new DatabaseDuties(snapshot, capture, command, null, null);
    }

    private DatabaseDuties stopping(StopApplying stop) {
        boolean later = apply != null && apply.work().attempt() > stop.epoch();
        return later ? this : new DatabaseDuties(snapshot, capture, null, stop, ended);
    }
}

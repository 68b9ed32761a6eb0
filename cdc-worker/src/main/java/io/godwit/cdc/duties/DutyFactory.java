package io.godwit.cdc.duties;

import io.godwit.common.migration.CdcCommand.ApplyChanges;
import io.godwit.common.migration.CdcCommand.CaptureChanges;
import io.godwit.common.migration.CdcCommand.HoldSnapshot;

/// Makes the duties that commands ask for; starts none.
public interface DutyFactory {
    Duty snapshot(HoldSnapshot command);

    Duty capture(CaptureChanges command);

    Duty apply(ApplyChanges command);

    /// Deletes what changes travelled through; does nothing if it is gone.
    void forget(String topic);
}

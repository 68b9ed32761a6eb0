package io.godwit.common.migration;

import io.godwit.common.migration.MigrationEvent.ChangesUndone;
import io.godwit.common.migration.MigrationEvent.ComparisonPlanned;
import io.godwit.common.migration.MigrationEvent.CopyResumed;
import io.godwit.common.migration.MigrationEvent.CutoverMarked;
import io.godwit.common.migration.MigrationEvent.DatabaseFinished;
import io.godwit.common.migration.MigrationEvent.DatabasePrepared;
import io.godwit.common.migration.MigrationEvent.DatabaseSettled;
import io.godwit.common.migration.MigrationEvent.DatabaseSwapped;
import io.godwit.common.migration.MigrationEvent.DriftChecked;
import io.godwit.common.migration.MigrationEvent.IndexesBuilt;
import io.godwit.common.migration.MigrationEvent.KeysAttached;
import io.godwit.common.migration.MigrationEvent.PieceCompared;
import io.godwit.common.migration.MigrationEvent.RolesPrepared;
import io.godwit.common.migration.MigrationEvent.RulesChecked;
import io.godwit.common.migration.MigrationEvent.TablesCompared;
import io.godwit.common.migration.MigrationEvent.TablesCopied;
import io.godwit.common.migration.MigrationEvent.TargetTidied;
import java.util.Optional;

/// Which facts answer work.
public final class WorkAnswers {
    private WorkAnswers() {}

    /// The work that this fact reports as done, if it does.
    public static Optional<WorkRef> successOf(MigrationEvent event) {
        return Optional.ofNullable(
                switch (event) {
                    case RulesChecked done -> done.work();
                    case RolesPrepared done -> done.work();
                    case DatabasePrepared done -> done.work();
                    case TablesCopied done -> done.work();
                    case CopyResumed done -> done.work();
                    case IndexesBuilt done -> done.work();
                    case KeysAttached done -> done.work();
                    case DatabaseFinished done -> done.work();
                    case TablesCompared done -> done.work();
                    case ComparisonPlanned done -> done.work();
                    case PieceCompared done -> done.work();
                    case DatabaseSwapped done -> done.work();
                    case TargetTidied done -> done.work();
                    case ChangesUndone done -> done.work();
                    case DriftChecked done -> done.work();
                    case CutoverMarked done -> done.work();
                    case DatabaseSettled done -> done.work();
                    default -> null;
                });
    }
}

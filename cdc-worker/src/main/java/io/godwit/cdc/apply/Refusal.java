package io.godwit.cdc.apply;

import io.godwit.common.migration.Failure;
import io.godwit.common.migration.FailureCode;
import io.godwit.common.migration.Side;
import io.godwit.common.postgres.SqlFailures;
import java.sql.SQLException;

/// What it means that the target refuses a change.
final class Refusal {
    private Refusal() {}

    /// Lacking rights and a full disk keep their codes; so does what passes by itself.
    static Failure of(SQLException e, String change) {
        Failure failure = SqlFailures.classify(e, Side.TARGET, change);
        return switch (failure.code()) {
            case TARGET_REFUSED_ROW, TARGET_STATEMENT_FAILED ->
                    new Failure(
                            FailureCode.CHANGE_REFUSED,
                            failure.message(),
                            failure.sqlState(),
                            failure.serverText());
            default -> failure;
        };
    }
}

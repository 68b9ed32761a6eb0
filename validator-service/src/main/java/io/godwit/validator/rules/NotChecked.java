package io.godwit.validator.rules;

import io.godwit.common.migration.Failure;
import io.godwit.common.migration.FailureCode;
import io.godwit.common.migration.MigrationException;
import io.godwit.common.migration.RuleStatus;
import io.godwit.common.postgres.SqlFailures;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;

/// What is reported for a rule that could not be asked. Nothing is claimed that was not checked, so
/// this is a failure; except where the migration user merely lacks the right to look, since on
/// managed servers it may lack it for good.
final class NotChecked {
    private NotChecked() {}

    static Finding because(Exception e) {
        return switch (e) {
            case MigrationException known -> finding(known.failure());
            case SQLException sql -> finding(SqlFailures.classify(sql, null, "the question"));
            default ->
                    Finding.failed("not checked, because of a fault of Godwit's: " + e, internal());
        };
    }

    static Finding inTime(Duration patience) {
        return Finding.failed(
                "not checked, because the server did not answer within "
                        + patience.toMillis() / 1000.0
                        + " s",
                "Look for what keeps the server busy or the connection stalled, then validate"
                        + " again.");
    }

    static Finding noSession(Duration waited) {
        return Finding.failed(
                "not checked, because other questions to the server did not answer and no session"
                        + " was free within "
                        + waited.toMillis() / 1000.0
                        + " s",
                "Look for what keeps the server busy, as the rules say that got no answer, then"
                        + " validate again.");
    }

    private static Finding finding(Failure failure) {
        String message = "not checked, because " + failure.message();
        String text = failure.serverText() == null ? "" : ": " + failure.serverText();
        RuleStatus status = lacksRight(failure) ? RuleStatus.WARNING : RuleStatus.FAILED;
        Finding failed = Finding.failed(message + text, failure.code().action());
        return new Finding(status, failed.message(), List.of(), failed.action(), List.of());
    }

    private static boolean lacksRight(Failure failure) {
        return "42501".equals(failure.sqlState());
    }

    private static String internal() {
        return FailureCode.INTERNAL_ERROR.action();
    }
}

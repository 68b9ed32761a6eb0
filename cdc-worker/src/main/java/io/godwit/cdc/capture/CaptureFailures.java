package io.godwit.cdc.capture;

import io.godwit.common.migration.Failure;
import io.godwit.common.migration.FailureCode;
import io.godwit.common.migration.MigrationException;
import io.godwit.common.migration.Side;
import io.godwit.common.postgres.SqlFailures;
import java.sql.SQLException;
import java.util.Objects;
import java.util.Optional;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.RecordTooLargeException;

/// What ended a session, in words of Godwit's.
final class CaptureFailures {
    private CaptureFailures() {}

    /// Debezium and Connect wrap what they met.
    static Failure of(Throwable cause) {
        return find(cause, MigrationException.class)
                .map(MigrationException::failure)
                .or(() -> find(cause, SQLException.class).map(CaptureFailures::sql))
                .or(() -> find(cause, KafkaException.class).map(CaptureFailures::kafka))
                .orElseGet(() -> Failure.of(FailureCode.INTERNAL_ERROR, cause.toString()));
    }

    private static <T extends Throwable> Optional<T> find(Throwable outer, Class<T> wanted) {
        for (Throwable cause = outer; cause != null; cause = cause.getCause()) {
            if (wanted.isInstance(cause)) {
                return Optional.of(wanted.cast(cause));
            }
        }
        return Optional.empty();
    }

    private static Failure sql(SQLException e) {
        Failure failure = SqlFailures.classify(e, Side.SOURCE, "reading the slot");
        return switch (Objects.requireNonNullElse(e.getSQLState(), "")) {
            // The slot has a reader already.
            case "55006" -> withCode(failure, FailureCode.LOCK_CONFLICT);
            default -> failure;
        };
    }

    private static Failure withCode(Failure failure, FailureCode code) {
        return new Failure(code, failure.message(), failure.sqlState(), failure.serverText());
    }

    /// A broker that is away comes back; one that refuses does not change its mind.
    private static Failure kafka(KafkaException e) {
        boolean refused =
                e instanceof AuthorizationException || e instanceof RecordTooLargeException;
        return Failure.of(
                refused ? FailureCode.INTERNAL_ERROR : FailureCode.RESPONSE_TIMEOUT,
                "writing to the change topic failed: " + e.getMessage());
    }
}

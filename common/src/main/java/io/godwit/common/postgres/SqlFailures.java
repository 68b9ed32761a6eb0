package io.godwit.common.postgres;

import io.godwit.common.migration.Failure;
import io.godwit.common.migration.FailureCode;
import io.godwit.common.migration.MigrationException;
import io.godwit.common.migration.Side;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateException;
import java.sql.SQLException;
import java.util.Objects;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.jspecify.annotations.Nullable;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;

/// The only place that knows what an SQLSTATE means. The text of a message decides nothing.
public final class SqlFailures {
    private SqlFailures() {}

    /// @param side whose server failed, null if unknown
    /// @param doing what was being done, such as `copying table "a"."b"`; becomes the message
    public static MigrationException exception(SQLException e, @Nullable Side side, String doing) {
        return new MigrationException(classify(e, side, doing), e);
    }

    /// As [#exception], of an attempt to connect.
    ///
    /// @param named whether the server's certificate was to bear the server's name
    static MigrationException connecting(SQLException e, Side side, boolean named, String doing) {
        Failure failure = classify(e, side, doing);
        if (named && otherName(e)) {
            failure = as(FailureCode.SSL_REFUSED, failure);
        }
        return new MigrationException(failure, e);
    }

    /// As [#exception], of an attempt to connect that needed no encryption: what the driver refuses
    /// then is that the server asks for a password.
    static MigrationException connectingWithoutPassword(SQLException e, Side side, String doing) {
        Failure failure = classify(e, side, doing);
        return new MigrationException(
                "08004".equals(e.getSQLState())
                        ? as(FailureCode.AUTHENTICATION_FAILED, failure)
                        : failure,
                e);
    }

    private static Failure as(FailureCode code, Failure failure) {
        return new Failure(code, failure.message(), failure.sqlState(), failure.serverText());
    }

    /// The driver's own verdict: it has no cause, and no server said it.
    private static boolean otherName(SQLException e) {
        return "08006".equals(e.getSQLState())
                && e.getCause() == null
                && e instanceof PSQLException postgres
                && postgres.getServerErrorMessage() == null;
    }

    /// Whether the server's certificate, or the file with its authority's, is not as it must be.
    private static boolean certificateFails(SQLException e) {
        Throwable cause = e.getCause();
        for (int depth = 0; cause != null && depth < 20; depth++) {
            if (cause instanceof CertificateException
                    || cause instanceof CertPathValidatorException
                    || cause instanceof SSLPeerUnverifiedException
                    || cause instanceof FileNotFoundException) {
                return true;
            }
            cause = cause.getCause();
        }
        return false;
    }

    public static Failure classify(SQLException e, @Nullable Side side, String doing) {
        String state = Objects.requireNonNullElse(e.getSQLState(), "");
        String where = side == null ? "" : " (" + side + ")";
        return new Failure(
                code(e, state, side),
                doing + where + " failed",
                state.isEmpty() ? null : state,
                text(e));
    }

    private static FailureCode code(SQLException e, String state, @Nullable Side side) {
        return switch (state) {
            case "28000", "28P01" -> FailureCode.AUTHENTICATION_FAILED;
            case "3D000" -> FailureCode.DATABASE_NOT_FOUND;
            case "08001", "08006" ->
                    certificateFails(e) ? FailureCode.SSL_REFUSED : unreachable(e, state);
            case "08004" -> FailureCode.SSL_REFUSED;
            case "57P01", "57P02", "57P03", "57P05", "58030", "25P03", "25P04" ->
                    FailureCode.CONNECTION_LOST;
            case "53300", "53200", "53400" -> FailureCode.SERVER_BUSY;
            case "53100" ->
                    byside(side, FailureCode.SOURCE_QUERY_FAILED, FailureCode.TARGET_DISK_FULL);
            case "40001", "40P01", "55P03" -> FailureCode.LOCK_CONFLICT;
            case "55006" -> FailureCode.TARGET_DATABASE_IN_USE;
            case "42501" ->
                    byside(
                            side,
                            FailureCode.SOURCE_PERMISSION_DENIED,
                            FailureCode.TARGET_PERMISSION_DENIED);
            case "XX001", "XX002" ->
                    byside(
                            side,
                            FailureCode.SOURCE_DATA_CORRUPT,
                            FailureCode.TARGET_STATEMENT_FAILED);
            default -> byClass(state, side);
        };
    }

    private static FailureCode unreachable(SQLException e, String state) {
        return state.equals("08001") && e.getCause() instanceof IOException
                ? FailureCode.CONNECTION_REFUSED
                : FailureCode.CONNECTION_LOST;
    }

    private static FailureCode byClass(String state, @Nullable Side side) {
        return switch (state.length() < 2 ? "" : state.substring(0, 2)) {
            case "08" -> FailureCode.CONNECTION_LOST;
            case "22", "23" ->
                    byside(side, FailureCode.SOURCE_QUERY_FAILED, FailureCode.TARGET_REFUSED_ROW);
            default ->
                    byside(
                            side,
                            FailureCode.SOURCE_QUERY_FAILED,
                            FailureCode.TARGET_STATEMENT_FAILED);
        };
    }

    private static FailureCode byside(@Nullable Side side, FailureCode source, FailureCode target) {
        return side == Side.SOURCE ? source : target;
    }

    /// The server's own words with detail, hint and context, as they would stand in its log.
    private static String text(SQLException e) {
        if (e instanceof PSQLException postgres) {
            ServerErrorMessage message = postgres.getServerErrorMessage();
            if (message != null) {
                return message.toString();
            }
        }
        return Objects.requireNonNullElse(e.getMessage(), e.toString());
    }
}

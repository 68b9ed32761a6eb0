package io.godwit.copy.sessions;

import io.godwit.common.messaging.WorkContext;
import io.godwit.common.migration.Endpoints;
import io.godwit.common.migration.Side;
import io.godwit.common.postgres.PostgresConnections;
import io.godwit.common.postgres.SqlFailures;
import java.sql.Connection;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/// Opens [Session]s. Thread-safe.
public record Sessions(PostgresConnections connections) {
    /// @param database null for the server's maintenance database
    @SuppressWarnings("resource") // the session owns the connection, and closes it on failure below
    public Session open(
            Endpoints endpoints,
            Side side,
            @Nullable String database,
            String purpose,
            WorkContext context) {
        context.checkStopping();
        Connection connection = connections.open(endpoints, side, database, purpose);
        try {
            return new Session(connection, side, context);
        } catch (SQLException e) {
            throw SqlFailures.exception(e, side, "asking the server for its version");
        }
    }
}

package io.godwit.copy.schema;

import io.godwit.common.postgres.SchemaQueries;
import io.godwit.common.postgres.SchemaQueries.Kind;
import io.godwit.copy.sessions.CopyPipe;
import io.godwit.copy.sessions.Session;
import java.sql.SQLException;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyManager;

/// Keeps in the staging database how the source's catalogs were when its copy began. The cutover
/// tells by it what was changed on the source since.
final class CatalogRecord {
    private static final String DOING = "recording the source's catalogs";

    private static final String INSTALL =
            """
            CREATE SCHEMA IF NOT EXISTS _godwit;
            CREATE TABLE _godwit.catalog (
                type text NOT NULL,
                object text NOT NULL,
                key text,
                definition text NOT NULL)
            """;

    private CatalogRecord() {}

    /// @param source in the snapshot that the schema is copied under
    static void keep(Session source, Session staging) {
        CopyPipe pipe = new CopyPipe(e -> source.failure(e, DOING), e -> staging.failure(e, DOING));
        staging.transaction(
                DOING,
                () -> {
                    staging.execute(DOING, INSTALL);
                    for (Kind kind : SchemaQueries.kinds(source.version().major(), true)) {
                        keep(pipe, kind, source, staging);
                    }
                });
    }

    private static void keep(CopyPipe pipe, Kind kind, Session source, Session staging) {
        String from = "COPY (%s) TO STDOUT".formatted(kind.definitions());
        pipe.pipe(
                pipe.open(() -> copying(source).copyOut(from)),
                () -> copying(staging).copyIn("COPY _godwit.catalog FROM STDIN"),
                (_, _) -> {});
    }

    private static CopyManager copying(Session session) throws SQLException {
        return session.connection().unwrap(PGConnection.class).getCopyAPI();
    }
}

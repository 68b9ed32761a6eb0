package io.godwit.copy.schema;

import io.godwit.common.postgres.SchemaQueries;
import io.godwit.common.postgres.SchemaQueries.Kind;
import io.godwit.copy.sessions.CopyPipe;
import io.godwit.copy.sessions.Session;

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
        staging.transaction(
                DOING,
                () -> {
                    staging.execute(DOING, INSTALL);
                    for (Kind kind : SchemaQueries.kinds(source.version().major(), true)) {
                        CopyPipe.copy(
                                source, kind.definitions(), staging, "_godwit.catalog", DOING);
                    }
                });
    }
}

package io.godwit.copy.cutover;

import io.godwit.common.postgres.Quote;
import io.godwit.common.postgres.ServerVersion;

/// The SQL of cutting over and of undoing on the source.
final class CutoverQueries {
    /// The database's own setting of `default_transaction_read_only`, if it has one.
    static final String READ_ONLY_SETTING =
            """
            SELECT substr(config, length('default_transaction_read_only=') + 1)
              FROM pg_db_role_setting s
              JOIN pg_database d ON d.oid = s.setdatabase
             CROSS JOIN unnest(s.setconfig) config
             WHERE d.datname = ? AND s.setrole = 0
               AND config LIKE 'default_transaction_read_only=%'
            """;

    static final String NOW = "SELECT clock_timestamp()::text";

    static final String PREPARED = "SELECT gid FROM pg_prepared_xacts WHERE database = ?";

    static final String TERMINATE = "SELECT pg_terminate_backend(?)";

    static final String MESSAGE = "SELECT pg_logical_emit_message(true, 'godwit', ?)::text";

    static final String MARKER_ROW =
            "INSERT INTO _godwit_source.marker (number) VALUES (?) RETURNING number";

    static final String WAL_POSITION = "SELECT pg_current_wal_insert_lsn()::text";

    static final String SLOT = "SELECT active_pid FROM pg_replication_slots WHERE slot_name = ?";

    static final String DROP_SLOT =
            """
            SELECT pg_drop_replication_slot(slot_name)
              FROM pg_replication_slots WHERE slot_name = ?
            """;

    private CutoverQueries() {}

    /// Who may still write: everybody in the database but those who stream from it.
    static String writers(ServerVersion version) {
        return """
        SELECT pid, coalesce(usename, '') || ' ' || coalesce(application_name, '')
          FROM pg_stat_activity
         WHERE datname = ? AND pid <> pg_backend_pid() AND backend_start < ?::timestamptz
           AND %s
        """
                .formatted(
                        version.atLeast(10)
                                ? "backend_type NOT IN ('walsender', 'autovacuum worker')"
                                : "query NOT LIKE 'autovacuum:%'");
    }

    static String readOnly(String database, String setting) {
        return "ALTER DATABASE %s SET default_transaction_read_only = %s"
                .formatted(Quote.identifier(database), setting);
    }

    static String resetReadOnly(String database) {
        return "ALTER DATABASE %s RESET default_transaction_read_only"
                .formatted(Quote.identifier(database));
    }

    static String dropPublication(String publication) {
        return "DROP PUBLICATION IF EXISTS " + Quote.identifier(publication);
    }

    /// @param table quoted and qualified
    /// @param identity as `ALTER TABLE` takes it
    static String replicaIdentity(String table, String identity) {
        return "ALTER TABLE %s REPLICA IDENTITY %s".formatted(table, identity);
    }
}

package io.godwit.cdc.following;

import io.godwit.common.postgres.Quote;
import java.util.List;
import java.util.stream.Collectors;

/// The SQL of following's preparations on the source. The `txid_` functions are those that every
/// version has.
final class FollowingQueries {
    static final String MARKER_SCHEMA = "_godwit_source";

    /// Tables of the user's whose changes can be followed, with what they are a partition or an
    /// heir of. A key is usable if the server finds rows by it: neither invalid nor deferrable.
    static final String TABLES =
            """
            WITH configuration AS (
                SELECT DISTINCT unnest(extconfig) AS id FROM pg_extension),
            member AS (
                SELECT objid AS id FROM pg_depend
                WHERE classid = 'pg_class'::regclass AND deptype = 'e')
            SELECT class.oid::int8, nspname, relname, relkind = 'p' AS partitioned, relispartition,
                relpersistence = 'p' AS logged,
                relreplident = 'f'
                    OR relreplident IN ('d', 'i') AND EXISTS (
                        SELECT FROM pg_index
                        WHERE indrelid = class.oid AND indisvalid AND indimmediate
                            AND CASE relreplident
                                WHEN 'd' THEN indisprimary ELSE indisreplident END)
                    AS identified,
                CASE relreplident WHEN 'd' THEN 'DEFAULT' ELSE 'NOTHING' END AS identity,
                (SELECT relname FROM pg_index JOIN pg_class ON pg_class.oid = indexrelid
                 WHERE indrelid = class.oid AND indisreplident AND relreplident = 'i') AS key,
                ARRAY(SELECT inhparent::int8 FROM pg_inherits WHERE inhrelid = class.oid) AS parents
            FROM pg_class AS class
            JOIN pg_namespace AS namespace ON namespace.oid = relnamespace
            LEFT JOIN configuration ON configuration.id = class.oid
            LEFT JOIN member ON member.id = class.oid
            WHERE relkind IN ('r', 'p') AND relpersistence <> 't'
                AND (configuration.id IS NOT NULL
                    OR member.id IS NULL
                        AND nspname NOT IN ('information_schema', '_godwit_source')
                        AND nspname !~ '^pg_')
            ORDER BY nspname, relname
            """;

    static final String WAL_LEVEL = "SHOW wal_level";

    static final String SLOT = "SELECT active_pid FROM pg_replication_slots WHERE slot_name = ?";

    /// Only a reader that is Godwit's.
    static final String END_READER =
            """
            SELECT pg_terminate_backend(pid) FROM pg_stat_activity
            WHERE pid = ? AND application_name LIKE 'godwit %'
            """;

    static final String DROP_SLOT =
            """
            SELECT pg_drop_replication_slot(slot_name)
            FROM pg_replication_slots WHERE slot_name = ?
            """;

    /// Takes an id itself, so that every id given out before is smaller.
    static final String NEXT_TRANSACTION = "SELECT txid_current()";

    static final String BEGIN = "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY";
    static final String ROLLBACK = "ROLLBACK";
    static final String EXPORT = "SELECT pg_export_snapshot()";
    static final String VISIBLE = "SELECT txid_current_snapshot()::text";
    static final String OLDEST_RUNNING = "SELECT txid_snapshot_xmin(txid_current_snapshot())";

    static final String CREATE_MARKER_SCHEMA =
            "CREATE SCHEMA IF NOT EXISTS " + Quote.identifier(MARKER_SCHEMA);
    static final String CREATE_MARKER_TABLE =
            "CREATE TABLE IF NOT EXISTS %s (number int4 NOT NULL)"
                    .formatted(Quote.qualified(MARKER_SCHEMA, "marker"));

    private FollowingQueries() {}

    static String lockTimeout(long millis) {
        return "SET lock_timeout = " + millis;
    }

    static String identifyByAll(String table) {
        return "ALTER TABLE ONLY " + table + " REPLICA IDENTITY FULL";
    }

    /// @param old as `ALTER TABLE` takes it
    static String identifyBy(String table, String old) {
        return "ALTER TABLE ONLY " + table + " REPLICA IDENTITY " + old;
    }

    static String dropPublication(String publication) {
        return "DROP PUBLICATION IF EXISTS " + Quote.identifier(publication);
    }

    static String createPublication(String publication, List<String> tables) {
        String list = tables.stream().collect(Collectors.joining(", "));
        return "CREATE PUBLICATION %s%s"
                .formatted(
                        Quote.identifier(publication), list.isEmpty() ? "" : " FOR TABLE " + list);
    }

    static String createSlot(String slot, String options) {
        return "CREATE_REPLICATION_SLOT %s LOGICAL pgoutput %s"
                .formatted(Quote.identifier(slot), options);
    }

    static String importing(String snapshot) {
        return "SET TRANSACTION SNAPSHOT " + Quote.literal(snapshot);
    }
}

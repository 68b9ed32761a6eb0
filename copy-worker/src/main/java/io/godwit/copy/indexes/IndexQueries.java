package io.godwit.copy.indexes;

import io.godwit.common.postgres.Quote;

/// The SQL of building indexes.
final class IndexQueries {
    /// An exclusion constraint, and a key with `WITHOUT OVERLAPS`, cannot be made from an index:
    /// the constraint is what is built. Other constraints take over their index later.
    private static final String DEFINITIONS =
            """
            SELECT index.indexrelid, relname, pg_get_indexdef(index.indexrelid) AS definition,
                spcname, nspname AS table_schema,
                (SELECT relname FROM pg_class WHERE oid = index.indrelid) AS table_name,
                conname, pg_get_constraintdef(pg_constraint.oid) AS constraint_definition,
                CASE amname WHEN 'gin' THEN pg_table_size(index.indrelid) ELSE 0 END AS gathered
            FROM pg_index AS index
            JOIN pg_class AS class ON class.oid = index.indexrelid
            JOIN pg_am ON pg_am.oid = class.relam
            JOIN pg_namespace ON pg_namespace.oid = class.relnamespace
            LEFT JOIN pg_tablespace ON pg_tablespace.oid = class.reltablespace
            LEFT JOIN pg_constraint ON conindid = index.indexrelid
                AND (contype = 'x'%s)
            WHERE index.indexrelid = ANY (?)
            """;

    static final String DEFINITIONS_BEFORE_18 = DEFINITIONS.formatted("");

    static final String DEFINITIONS_SINCE_18 =
            DEFINITIONS.formatted(" OR contype IN ('p', 'u') AND conperiod");

    static final String TABLESPACES = "SELECT spcname FROM pg_tablespace";

    private IndexQueries() {}

    /// Never less than the server's own setting.
    static String memory(long bytes) {
        return """
        SELECT set_config(name, greatest(reset_val::bigint, %d) || unit, false)
        FROM pg_settings WHERE name = 'maintenance_work_mem'
        """
                .formatted(bytes / 1024);
    }

    static String exactMemory(long bytes) {
        return "SET maintenance_work_mem = '%dkB'".formatted(bytes / 1024);
    }

    static String parallelWorkers(int workers) {
        return "SET max_parallel_maintenance_workers = " + workers;
    }

    /// @param name empty for the database's own
    static String tablespace(String name) {
        return "SET LOCAL default_tablespace = " + (name.isEmpty() ? "''" : Quote.identifier(name));
    }

    static String addConstraint(String schema, String table, String name, String definition) {
        return "ALTER TABLE ONLY %s ADD CONSTRAINT %s %s"
                .formatted(Quote.qualified(schema, table), Quote.identifier(name), definition);
    }
}

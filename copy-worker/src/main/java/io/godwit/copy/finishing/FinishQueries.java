package io.godwit.copy.finishing;

import io.godwit.common.postgres.Quote;
import io.godwit.common.postgres.ServerVersion;

/// The SQL of finishing a database.
final class FinishQueries {
    /// What post-data makes, by OID and by name. Indexes that are invalid never come over.
    static final String IDENTITIES =
            """
            SELECT 'pg_class'::regclass::oid::int8, c.oid::int8, 'index',
                   n.nspname, c.relname, NULL
              FROM pg_class c
              JOIN pg_namespace n ON n.oid = c.relnamespace
              JOIN pg_index i ON i.indexrelid = c.oid
             WHERE n.nspname <> 'information_schema' AND n.nspname !~ '^pg_' AND i.indisvalid
            UNION ALL
            SELECT 'pg_constraint'::regclass::oid::int8, k.oid::int8, 'constraint',
                   n.nspname, c.relname, k.conname
              FROM pg_constraint k
              JOIN pg_class c ON c.oid = k.conrelid
              JOIN pg_namespace n ON n.oid = c.relnamespace
             WHERE n.nspname <> 'information_schema' AND n.nspname !~ '^pg_'
            UNION ALL
            SELECT 'pg_trigger'::regclass::oid::int8, t.oid::int8, 'trigger',
                   n.nspname, c.relname, t.tgname
              FROM pg_trigger t
              JOIN pg_class c ON c.oid = t.tgrelid
              JOIN pg_namespace n ON n.oid = c.relnamespace
             WHERE NOT t.tgisinternal
            UNION ALL
            SELECT 'pg_rewrite'::regclass::oid::int8, r.oid::int8, 'rule',
                   n.nspname, c.relname, r.rulename
              FROM pg_rewrite r
              JOIN pg_class c ON c.oid = r.ev_class
              JOIN pg_namespace n ON n.oid = c.relnamespace
             WHERE r.rulename <> '_RETURN' AND n.nspname <> 'information_schema'
               AND n.nspname !~ '^pg_'
            UNION ALL
            SELECT 'pg_policy'::regclass::oid::int8, p.oid::int8, 'policy',
                   n.nspname, c.relname, p.polname
              FROM pg_policy p
              JOIN pg_class c ON c.oid = p.polrelid
              JOIN pg_namespace n ON n.oid = c.relnamespace
            UNION ALL
            SELECT 'pg_constraint'::regclass::oid::int8, k.oid::int8, 'domain constraint',
                   n.nspname, t.typname, k.conname
              FROM pg_constraint k
              JOIN pg_type t ON t.oid = k.contypid
              JOIN pg_namespace n ON n.oid = t.typnamespace
             WHERE n.nspname <> 'information_schema' AND n.nspname !~ '^pg_'
            """;

    static final String SEQUENCES =
            """
            SELECT c.oid::int8, n.nspname, c.relname
              FROM pg_class c
              JOIN pg_namespace n ON n.oid = c.relnamespace
             WHERE c.relkind = 'S' AND n.nspname <> 'information_schema' AND n.nspname !~ '^pg_'
             ORDER BY c.oid
            """;

    static final String LARGE_OBJECTS =
            """
            SELECT m.oid::int8, pg_get_userbyid(m.lomowner), m.lomacl IS NOT NULL,
                   d.description
              FROM pg_largeobject_metadata m
              LEFT JOIN pg_description d
                     ON d.classoid = 'pg_largeobject'::regclass AND d.objoid = m.oid
             WHERE m.oid > ?::oid
             ORDER BY m.oid
             LIMIT ?
            """;

    static final String LARGE_OBJECT_GRANTS =
            """
            SELECT m.oid::int8,
                   CASE WHEN a.grantee = 0 THEN NULL ELSE pg_get_userbyid(a.grantee) END,
                   a.privilege_type, a.is_grantable
              FROM pg_largeobject_metadata m, aclexplode(m.lomacl) a
             WHERE m.oid = ANY (?::int8[]::oid[])
             ORDER BY m.oid, a.grantee <> m.lomowner, a.grantee
            """;

    static final String LARGE_OBJECT_HEADS =
            "SELECT o, lo_get(o::oid, 0, ?) FROM unnest(?::int8[]) o ORDER BY o";

    static final String LARGE_OBJECT_PIECE = "SELECT lo_get(?::oid, ?, ?)";

    static final String LARGE_OBJECT_UNLINK =
            """
            SELECT lo_unlink(oid) FROM pg_largeobject_metadata
             WHERE oid = ANY (?::int8[]::oid[])
            """;

    static final String LARGE_OBJECT_MAKE = "SELECT lo_from_bytea(?::oid, ?)";

    static final String LARGE_OBJECT_PUT = "SELECT lo_put(?::oid, ?, ?)";

    static final String LARGE_OBJECT_LABELS =
            """
            SELECT objoid::int8, provider, label FROM pg_seclabel
             WHERE classoid = 'pg_largeobject'::regclass AND objoid = ANY (?::int8[]::oid[])
            """;

    static final String DATABASE =
            """
            SELECT pg_get_userbyid(d.datdba), d.datacl IS NOT NULL,
                   shobj_description(d.oid, 'pg_database')
              FROM pg_database d WHERE d.datname = current_database()
            """;

    static final String DATABASE_GRANTS =
            """
            SELECT CASE WHEN a.grantee = 0 THEN NULL ELSE pg_get_userbyid(a.grantee) END,
                   a.privilege_type, a.is_grantable
              FROM pg_database d, aclexplode(d.datacl) a
             WHERE d.datname = current_database()
             ORDER BY a.grantee <> d.datdba, a.grantee, a.privilege_type
            """;

    static final String DATABASE_GRANTEES =
            """
            SELECT DISTINCT CASE WHEN a.grantee = 0 THEN NULL
                                 ELSE pg_get_userbyid(a.grantee) END
              FROM pg_database d, aclexplode(coalesce(d.datacl, acldefault('d', d.datdba))) a
             WHERE d.datname = current_database()
            """;

    /// Of the database, and of roles in the database.
    static final String DATABASE_SETTINGS =
            """
            SELECT CASE WHEN s.setrole = 0 THEN NULL ELSE pg_get_userbyid(s.setrole) END,
                   unnest(s.setconfig)
              FROM pg_db_role_setting s
              JOIN pg_database d ON d.oid = s.setdatabase
             WHERE d.datname = current_database()
            """;

    static final String DATABASE_LABELS =
            """
            SELECT l.provider, l.label
              FROM pg_shseclabel l JOIN pg_database d ON d.oid = l.objoid
             WHERE l.classoid = 'pg_database'::regclass AND d.datname = current_database()
            """;

    private static final String HOLDS_PAGES =
            "c.relkind IN ('r', 'm') AND c.relispopulated AND pg_relation_size(c.oid) > 0";

    static final String HAS_FOREIGN_CHILDREN =
            """
            SELECT EXISTS (SELECT FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid
                            WHERE c.relkind = 'f')
            """;

    private FinishQueries() {}

    /// What holds rows, largest first. A partitioned table has its partitions analyzed along, and
    /// so is not analyzed where one of them is on another server.
    static String analyzable(boolean byPartition) {
        return """
        SELECT n.nspname, c.relname
          FROM pg_class c
          JOIN pg_namespace n ON n.oid = c.relnamespace
         WHERE n.nspname NOT IN ('information_schema', '_godwit') AND n.nspname !~ '^pg_'
           AND %s
         ORDER BY c.relkind = 'p', pg_relation_size(c.oid) DESC
        """
                .formatted(
                        byPartition
                                ? HOLDS_PAGES
                                : "NOT c.relispartition AND (c.relkind = 'p' OR "
                                        + HOLDS_PAGES
                                        + ")");
    }

    /// Primary keys and unique constraints of ordinary tables, and what else hangs on an index.
    static String keys(ServerVersion version) {
        return """
        SELECT n.nspname, c.relname, i.relname, k.conname, k.contype::text,
               k.condeferrable, k.condeferred, x.indisclustered, x.indisreplident,
               ARRAY(SELECT a.attnum || ' SET STATISTICS ' || a.attstattarget
                       FROM pg_attribute a
                      WHERE a.attrelid = x.indexrelid AND a.attstattarget >= 0
                      ORDER BY a.attnum),
               ARRAY(SELECT e.extname::text
                       FROM pg_depend d JOIN pg_extension e ON e.oid = d.refobjid
                      WHERE d.classid = 'pg_class'::regclass AND d.objid = x.indexrelid
                        AND d.refclassid = 'pg_extension'::regclass AND d.deptype = 'x'),
               x.indrelid::int8
          FROM pg_index x
          JOIN pg_class i ON i.oid = x.indexrelid
          JOIN pg_class c ON c.oid = x.indrelid
          JOIN pg_namespace n ON n.oid = c.relnamespace
          LEFT JOIN pg_constraint k
                 ON k.conindid = x.indexrelid AND k.conrelid = x.indrelid
                AND k.contype IN ('p', 'u') %s
         WHERE c.relkind = 'r' AND x.indisvalid AND n.nspname <> 'information_schema'
           AND n.nspname !~ '^pg_'
           AND (k.oid IS NOT NULL OR x.indisclustered OR x.indisreplident
                OR EXISTS (SELECT FROM pg_attribute a
                            WHERE a.attrelid = x.indexrelid AND a.attstattarget >= 0)
                OR EXISTS (SELECT FROM pg_depend d
                            WHERE d.classid = 'pg_class'::regclass
                              AND d.objid = x.indexrelid AND d.deptype = 'x'))
         ORDER BY c.oid, i.oid
        """
                .formatted(version.atLeast(18) ? "AND NOT k.conperiod" : "");
    }

    static String sequenceState(long oid, String schema, String name) {
        return "SELECT %d::int8, last_value, is_called FROM %s"
                .formatted(oid, Quote.qualified(schema, name));
    }

    static String setSequence(String schema, String name, long value, boolean called) {
        return "pg_catalog.setval(%s, %d, %s)"
                .formatted(Quote.literal(Quote.qualified(schema, name)), value, called);
    }
}

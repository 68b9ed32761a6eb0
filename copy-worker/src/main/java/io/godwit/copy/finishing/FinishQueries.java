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

    static final String HAS_RESTORE = "SELECT to_regclass('_godwit.restore') IS NOT NULL";

    static final String RESTORE = "SELECT statement FROM _godwit.restore ORDER BY ordinal";

    static final String FORGET_RESTORE = "DELETE FROM _godwit.restore";

    /// Those that are filled, each after what it reads.
    static final String MATERIALIZED_VIEWS =
            """
            WITH RECURSIVE reads AS (
                SELECT DISTINCT r.ev_class AS view, d.refobjid AS source
                  FROM pg_rewrite r
                  JOIN pg_depend d ON d.classid = 'pg_rewrite'::regclass AND d.objid = r.oid
                  JOIN pg_class c ON c.oid = d.refobjid AND c.relkind IN ('v', 'm')
                 WHERE d.refclassid = 'pg_class'::regclass AND d.refobjid <> r.ev_class
            ), depths(view, depth) AS (
                SELECT oid, 0 FROM pg_class WHERE relkind IN ('v', 'm')
                UNION
                SELECT reads.view, depths.depth + 1
                  FROM depths JOIN reads ON reads.source = depths.view
            )
            SELECT n.nspname, c.relname
              FROM pg_class c
              JOIN pg_namespace n ON n.oid = c.relnamespace
             WHERE c.relkind = 'm' AND c.relispopulated
             ORDER BY (SELECT max(depth) FROM depths WHERE depths.view = c.oid), c.oid
            """;

    /// The parameter is the publication.
    static final String UNSTREAMED_TABLES =
            """
            SELECT c.oid::int8, n.nspname, c.relname,
                   string_agg(quote_ident(a.attname), ', ' ORDER BY a.attnum)
              FROM pg_class c
              JOIN pg_namespace n ON n.oid = c.relnamespace
              JOIN pg_attribute a ON a.attrelid = c.oid
             WHERE c.relkind = 'r'
               AND n.nspname NOT IN ('information_schema', '_godwit_source')
               AND n.nspname !~ '^pg_'
               AND (c.relpersistence = 'u'
                    OR c.relpersistence = 'p'
                       AND NOT EXISTS (SELECT FROM pg_depend e
                                        WHERE e.classid = 'pg_class'::regclass
                                          AND e.objid = c.oid AND e.deptype = 'e')
                       AND (n.nspname, c.relname) NOT IN (
                            SELECT schemaname, tablename FROM pg_publication_tables
                             WHERE pubname = ?))
               AND a.attnum > 0 AND NOT a.attisdropped
               AND coalesce(to_jsonb(a)->>'attgenerated', '') = ''
             GROUP BY c.oid, n.nspname, c.relname
             ORDER BY c.oid
            """;

    /// Ascending sequences of integer columns that begin a valid index: the others would have to be
    /// searched row by row.
    static final String OWNED_SEQUENCES =
            """
            SELECT sn.nspname, s.relname, tn.nspname, t.relname, a.attname
              FROM pg_depend d
              JOIN pg_class s ON s.oid = d.objid AND s.relkind = 'S'
              JOIN pg_namespace sn ON sn.oid = s.relnamespace
              JOIN pg_class t ON t.oid = d.refobjid
              JOIN pg_namespace tn ON tn.oid = t.relnamespace
              JOIN pg_attribute a ON a.attrelid = t.oid AND a.attnum = d.refobjsubid
              JOIN pg_sequence q ON q.seqrelid = s.oid
             WHERE d.classid = 'pg_class'::regclass AND d.refclassid = 'pg_class'::regclass
               AND d.deptype IN ('a', 'i') AND q.seqincrement > 0
               AND a.atttypid IN ('int2'::regtype, 'int4'::regtype, 'int8'::regtype)
               AND EXISTS (SELECT FROM pg_index i
                             JOIN pg_class x ON x.oid = i.indexrelid
                             JOIN pg_am m ON m.oid = x.relam AND m.amname = 'btree'
                            WHERE i.indrelid = t.oid AND i.indisvalid AND i.indpred IS NULL
                              AND i.indkey[0] = a.attnum)
             ORDER BY s.oid
            """;

    static final String LARGE_OBJECT_OIDS =
            "SELECT oid::int8 FROM pg_largeobject_metadata ORDER BY oid";

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

package io.godwit.copy.finishing;

import io.godwit.common.postgres.ServerVersion;
import java.util.ArrayList;
import java.util.List;

/// Lists every user object of a database by kind and name; the same text on both servers means the
/// same object in the same state. What belongs to an extension counts as the extension.
final class InventoryQueries {
    /// Schemas that users make, and what extensions made.
    private static final String PREAMBLE =
            """
            WITH members AS (
                SELECT classid, objid FROM pg_depend WHERE deptype = 'e'
            ), schemas AS (
                SELECT oid, nspname FROM pg_namespace
                 WHERE nspname NOT IN ('information_schema', '_godwit') AND nspname !~ '^pg_'
            ), relations AS (
                -- One by one: before version 12, * leaves out the OID.
                SELECT c.oid, c.relname, c.relkind, c.relpersistence, c.relispopulated,
                       c.relrowsecurity, c.relforcerowsecurity, s.nspname
                  FROM pg_class c JOIN schemas s ON s.oid = c.relnamespace
                 WHERE NOT EXISTS (SELECT FROM members m
                                    WHERE m.classid = 'pg_class'::regclass AND m.objid = c.oid)
            )
            """;

    private static final String SCHEMAS =
            """
            SELECT 'schema', nspname::text, 'pg_namespace'::regclass::oid::int8, oid::int8
              FROM schemas WHERE ('pg_namespace'::regclass, oid) NOT IN (TABLE members)
            """;

    private static final String RELATIONS =
            """
            SELECT CASE relkind WHEN 'r' THEN 'table' WHEN 'p' THEN 'partitioned table'
                        WHEN 'v' THEN 'view' WHEN 'm' THEN 'materialized view'
                        WHEN 'S' THEN 'sequence' WHEN 'f' THEN 'foreign table'
                        ELSE 'composite type' END
                   || CASE WHEN relkind = 'm' AND NOT relispopulated THEN ' without data'
                           WHEN relpersistence = 'u' THEN ', unlogged' ELSE '' END
                   || CASE WHEN relrowsecurity THEN ', row security' ELSE '' END
                   || CASE WHEN relforcerowsecurity THEN ' forced' ELSE '' END,
                   format('%I.%I', nspname, relname), 'pg_class'::regclass::oid::int8, oid::int8
              FROM relations WHERE relkind IN ('r', 'p', 'v', 'm', 'S', 'f', 'c')
            """;

    private static final String COLUMNS =
            """
            SELECT 'column',
                   format('%I.%I.%I %s%s', c.nspname, c.relname, a.attname,
                          format_type(a.atttypid, a.atttypmod),
                          CASE WHEN a.attnotnull THEN ' NOT NULL' ELSE '' END),
                   'pg_class'::regclass::oid::int8, c.oid::int8
              FROM relations c JOIN pg_attribute a ON a.attrelid = c.oid
             WHERE c.relkind IN ('r', 'p', 'v', 'm', 'f', 'c')
               AND a.attnum > 0 AND NOT a.attisdropped
            """;

    private static final String INDEXES =
            """
            SELECT CASE WHEN i.indisprimary THEN 'primary key index'
                        WHEN i.indisunique THEN 'unique index' ELSE 'index' END
                   || CASE WHEN i.indisclustered THEN ', clustered' ELSE '' END
                   || CASE WHEN i.indisreplident THEN ', replica identity' ELSE '' END,
                   format('%I.%I on %I', c.nspname, c.relname, t.relname),
                   'pg_class'::regclass::oid::int8, t.oid::int8
              FROM pg_index i
              JOIN relations c ON c.oid = i.indexrelid
              JOIN relations t ON t.oid = i.indrelid
             WHERE i.indisvalid
            """;

    private static final String TRIGGERS =
            """
            SELECT CASE t.tgenabled WHEN 'O' THEN 'trigger' WHEN 'D' THEN 'trigger, disabled'
                        WHEN 'R' THEN 'trigger, replica' ELSE 'trigger, always' END,
                   format('%I.%I.%I', c.nspname, c.relname, t.tgname),
                   'pg_trigger'::regclass::oid::int8, t.oid::int8
              FROM pg_trigger t JOIN relations c ON c.oid = t.tgrelid
             WHERE NOT t.tgisinternal
               AND ('pg_trigger'::regclass, t.oid) NOT IN (TABLE members)
            """;

    private static final String RULES =
            """
            SELECT CASE r.ev_enabled WHEN 'O' THEN 'rule' WHEN 'D' THEN 'rule, disabled'
                        WHEN 'R' THEN 'rule, replica' ELSE 'rule, always' END,
                   format('%I.%I.%I', c.nspname, c.relname, r.rulename),
                   'pg_rewrite'::regclass::oid::int8, r.oid::int8
              FROM pg_rewrite r JOIN relations c ON c.oid = r.ev_class
             WHERE r.rulename <> '_RETURN'
            """;

    private static final String POLICIES =
            """
            SELECT 'policy', format('%I.%I.%I', c.nspname, c.relname, p.polname),
                   'pg_policy'::regclass::oid::int8, p.oid::int8
              FROM pg_policy p JOIN relations c ON c.oid = p.polrelid
            """;

    /// Not what the server makes along with a range type. The words of an argument list differ from
    /// version to version; its types do not.
    private static final String ROUTINES =
            """
            SELECT 'routine', format('%I.%I(%s)', s.nspname, p.proname,
                                     oidvectortypes(p.proargtypes)),
                   'pg_proc'::regclass::oid::int8, p.oid::int8
              FROM pg_proc p JOIN schemas s ON s.oid = p.pronamespace
             WHERE ('pg_proc'::regclass, p.oid) NOT IN (TABLE members)
               AND NOT EXISTS (SELECT FROM pg_depend d
                                WHERE d.classid = 'pg_proc'::regclass AND d.objid = p.oid
                                  AND d.deptype = 'i')
            """;

    /// Not row types, nor the arrays and multiranges that the server makes along.
    private static final String TYPES =
            """
            SELECT CASE t.typtype WHEN 'e' THEN 'enum' WHEN 'd' THEN 'domain'
                        WHEN 'r' THEN 'range' ELSE 'type' END,
                   format('%I.%I', s.nspname, t.typname),
                   'pg_type'::regclass::oid::int8, t.oid::int8
              FROM pg_type t JOIN schemas s ON s.oid = t.typnamespace
             WHERE t.typrelid = 0 AND t.typtype <> 'm' AND t.typcategory <> 'A'
               AND ('pg_type'::regclass, t.oid) NOT IN (TABLE members)
            """;

    private static final String ENUM_LABELS =
            """
            SELECT 'enum label',
                   format('%I.%I %s. %s', s.nspname, t.typname,
                          row_number() OVER (PARTITION BY t.oid ORDER BY e.enumsortorder),
                          e.enumlabel),
                   'pg_type'::regclass::oid::int8, t.oid::int8
              FROM pg_enum e
              JOIN pg_type t ON t.oid = e.enumtypid
              JOIN schemas s ON s.oid = t.typnamespace
             WHERE ('pg_type'::regclass, t.oid) NOT IN (TABLE members)
            """;

    private static final String EXTENSIONS =
            """
            SELECT 'extension', extname::text, 'pg_extension'::regclass::oid::int8, oid::int8
              FROM pg_extension WHERE extname <> 'plpgsql'
            """;

    private static final String EVENT_TRIGGERS =
            """
            SELECT CASE evtenabled WHEN 'O' THEN 'event trigger'
                        WHEN 'D' THEN 'event trigger, disabled'
                        WHEN 'R' THEN 'event trigger, replica'
                        ELSE 'event trigger, always' END,
                   evtname::text, 'pg_event_trigger'::regclass::oid::int8, oid::int8
              FROM pg_event_trigger
             WHERE ('pg_event_trigger'::regclass, oid) NOT IN (TABLE members)
            """;

    private static final String PUBLICATIONS =
            """
            SELECT 'publication', pubname::text,
                   'pg_publication'::regclass::oid::int8, oid::int8
              FROM pg_publication
            UNION ALL
            SELECT 'publication table', format('%I: %I.%I', p.pubname, c.nspname, c.relname),
                   'pg_publication_rel'::regclass::oid::int8, r.oid::int8
              FROM pg_publication_rel r
              JOIN pg_publication p ON p.oid = r.prpubid
              JOIN relations c ON c.oid = r.prrelid
            """;

    private static final String EXTENDED_STATISTICS =
            """
            SELECT 'extended statistics', format('%I.%I', s.nspname, x.stxname),
                   'pg_statistic_ext'::regclass::oid::int8, x.oid::int8
              FROM pg_statistic_ext x JOIN schemas s ON s.oid = x.stxnamespace
            """;

    private static final String LARGE_OBJECTS =
            """
            SELECT 'large objects', count(*) || ' of them, sum of OIDs '
                       || coalesce(sum(oid::int8), 0), 0::int8, 0::int8
              FROM pg_largeobject_metadata
            """;

    private InventoryQueries() {}

    static String inventory(ServerVersion version) {
        List<String> parts = new ArrayList<>();
        parts.addAll(List.of(SCHEMAS, RELATIONS, COLUMNS, INDEXES));
        parts.add(constraints(version));
        parts.addAll(List.of(TRIGGERS, RULES, POLICIES, ROUTINES, TYPES, ENUM_LABELS));
        parts.addAll(List.of(EXTENSIONS, EVENT_TRIGGERS, LARGE_OBJECTS));
        if (version.atLeast(10)) {
            parts.addAll(List.of(PUBLICATIONS, EXTENDED_STATISTICS));
        }
        NamedObjects.KINDS.forEach(kind -> parts.add(kind.sql()));
        return PREAMBLE + String.join("UNION ALL\n", parts);
    }

    /// A foreign key's rows for single partitions are the server's own; version 18 names what is
    /// not null.
    private static String constraints(ServerVersion version) {
        return """
        SELECT CASE k.contype WHEN 'p' THEN 'primary key' WHEN 'u' THEN 'unique constraint'
                    WHEN 'f' THEN 'foreign key' WHEN 'c' THEN 'check constraint'
                    WHEN 'x' THEN 'exclusion constraint' ELSE 'constraint' END
               || CASE WHEN k.convalidated THEN '' ELSE ', not valid' END
               || CASE WHEN k.condeferrable THEN ', deferrable' ELSE '' END
               || CASE WHEN k.condeferred THEN ', deferred' ELSE '' END,
               format('%%I.%%I.%%I', coalesce(c.nspname, s.nspname),
                      coalesce(c.relname, t.typname), k.conname),
               'pg_constraint'::regclass::oid::int8, k.oid::int8
          FROM pg_constraint k
          LEFT JOIN relations c ON c.oid = k.conrelid
          LEFT JOIN pg_type t ON t.oid = k.contypid
          LEFT JOIN schemas s ON s.oid = t.typnamespace
         WHERE k.contype IN ('p', 'u', 'f', 'c', 'x') AND %s
           AND (c.oid IS NOT NULL
                OR (s.oid IS NOT NULL
                    AND ('pg_type'::regclass, t.oid) NOT IN (TABLE members)))
        """
                .formatted(
                        version.atLeast(11) ? "(k.conparentid = 0 OR k.contype <> 'f')" : "true");
    }
}

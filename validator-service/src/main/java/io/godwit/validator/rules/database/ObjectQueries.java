package io.godwit.validator.rules.database;

/// What the rules about the objects of a database ask, each about all objects at once.
final class ObjectQueries {
    private static final String USERS_SCHEMA =
            "n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'";

    /// By others than Godwit; who waits for such a lock keeps later readers waiting too.
    static final String LOCKED_TABLES =
            """
            SELECT format('%%I.%%I', n.nspname, c.relname), l.pid,
                   coalesce(max(s.usename)::text, 'unknown')
              FROM pg_locks l
              JOIN pg_class c ON c.oid = l.relation
              JOIN pg_namespace n ON n.oid = c.relnamespace
              LEFT JOIN pg_stat_activity s ON s.pid = l.pid
             WHERE l.locktype = 'relation' AND l.mode = 'AccessExclusiveLock'
               AND l.database = (SELECT oid FROM pg_database WHERE datname = current_database())
               AND l.pid <> pg_backend_pid() AND c.relkind IN ('r', 'p', 'm') AND %s
             GROUP BY 1, 2 ORDER BY 1, 2\
            """
                    .formatted(USERS_SCHEMA);

    static final String CONSTRAINTS_NOT_VALID =
            """
            SELECT n.nspname, c.relname, k.conname
              FROM pg_constraint k JOIN pg_class c ON c.oid = k.conrelid
              JOIN pg_namespace n ON n.oid = c.relnamespace
             WHERE NOT k.convalidated AND k.contype IN ('c', 'f', 'n') AND %s
             ORDER BY 1, 2, 3\
            """
                    .formatted(USERS_SCHEMA);

    static final String DISABLED_CONSTRAINT_TRIGGERS =
            """
            SELECT n.nspname, c.relname, t.tgname
              FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid
              JOIN pg_namespace n ON n.oid = c.relnamespace
             WHERE t.tgisinternal AND t.tgenabled = 'D' AND t.tgconstraint <> 0 AND %s
             ORDER BY 1, 2, 3\
            """
                    .formatted(USERS_SCHEMA);

    /// Keys whose triggers are off though they say that they are validated. Those of partitions
    /// stand for themselves.
    static final String SUSPECT_FOREIGN_KEYS =
            """
            SELECT k.conname, n.nspname, c.relname,
                   ARRAY(SELECT a.attname::text
                           FROM unnest(k.conkey) WITH ORDINALITY AS u(number, position)
                           JOIN pg_attribute a ON a.attrelid = k.conrelid AND a.attnum = u.number
                          ORDER BY u.position),
                   rn.nspname, r.relname,
                   ARRAY(SELECT a.attname::text
                           FROM unnest(k.confkey) WITH ORDINALITY AS u(number, position)
                           JOIN pg_attribute a ON a.attrelid = k.confrelid AND a.attnum = u.number
                          ORDER BY u.position)
              FROM pg_constraint k JOIN pg_class c ON c.oid = k.conrelid
              JOIN pg_namespace n ON n.oid = c.relnamespace
              JOIN pg_class r ON r.oid = k.confrelid
              JOIN pg_namespace rn ON rn.oid = r.relnamespace
             WHERE k.contype = 'f' AND k.convalidated AND c.relkind = 'r' AND %s
               AND EXISTS (SELECT FROM pg_trigger t
                            WHERE t.tgconstraint = k.oid AND t.tgenabled = 'D')
             ORDER BY 2, 3, 1\
            """
                    .formatted(USERS_SCHEMA);

    static final String BINARY_CASTS =
            """
            SELECT format('%s AS %s', format_type(castsource, NULL), format_type(casttarget, NULL))
              FROM pg_cast c
             WHERE c.oid >= 16384 AND c.castmethod = 'b'
               AND NOT EXISTS (SELECT FROM pg_depend x
                                WHERE x.classid = 'pg_cast'::regclass AND x.objid = c.oid
                                  AND x.deptype = 'e')
             ORDER BY 1\
            """;

    static final String BARE_LANGUAGES =
            """
            SELECT l.lanname::text
              FROM pg_language l
             WHERE l.oid >= 16384
               AND NOT EXISTS (SELECT FROM pg_depend x
                                WHERE x.classid = 'pg_language'::regclass AND x.objid = l.oid
                                  AND x.deptype = 'e')
             ORDER BY 1\
            """;

    /// Beyond what the server was made with.
    static final String CATALOG_GRANTS =
            """
            SELECT n.nspname::text, c.relname::text, a.privilege_type, r.rolname::text
              FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
             CROSS JOIN LATERAL aclexplode(c.relacl) a
              LEFT JOIN pg_roles r ON r.oid = a.grantee
             WHERE n.nspname = 'pg_catalog' AND c.oid < 16384
               AND a.grantee <> c.relowner
               AND NOT EXISTS (SELECT FROM pg_init_privs i
                                CROSS JOIN LATERAL aclexplode(i.initprivs) b
                                WHERE i.classoid = 'pg_class'::regclass AND i.objoid = c.oid
                                  AND i.objsubid = 0 AND b.grantee = a.grantee
                                  AND b.privilege_type = a.privilege_type)
             ORDER BY 1, 2, 4, 3\
            """;

    static final String TABLES_WITH_OIDS =
            """
            SELECT n.nspname, c.relname
              FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
             WHERE (to_jsonb(c) ->> 'relhasoids')::boolean AND c.relkind IN ('r', 'p') AND %s
             ORDER BY 1, 2\
            """
                    .formatted(USERS_SCHEMA);

    /// But for what PostgreSQL itself puts there.
    static final String EXTENSIONS_IN_CATALOG =
            """
            SELECT e.extname::text, n.nspname::text, e.extrelocatable
              FROM pg_extension e JOIN pg_namespace n ON n.oid = e.extnamespace
             WHERE n.nspname IN ('pg_catalog', 'information_schema')
               AND e.extname NOT IN ('plpgsql', 'adminpack')
               AND e.extname !~ '^(pl|jsonb_pl|hstore_pl|ltree_pl)'
             ORDER BY 1\
            """;

    /// Everything that cannot exist without the given tables, as the copy decides it; columns,
    /// indexes and the like go with their table and are not said.
    static final String DEPENDANTS =
            """
            WITH RECURSIVE gone(catalog, object) AS (
                SELECT 'pg_class'::regclass::oid, t::oid FROM unnest(?::bigint[]) t
                UNION
                SELECT next.catalog, next.object
                  FROM gone g
                 CROSS JOIN LATERAL (
                    SELECT d.classid AS catalog, d.objid AS object
                      FROM pg_depend d
                     WHERE d.refclassid = g.catalog AND d.refobjid = g.object
                       AND d.deptype IN ('n', 'a', 'i')
                       AND d.classid <> 'pg_attrdef'::regclass
                       AND NOT EXISTS (SELECT FROM pg_class s
                                        WHERE d.classid = 'pg_class'::regclass AND s.oid = d.objid
                                          AND s.relkind IN ('S', 'i', 'I', 't'))
                    UNION ALL
                    SELECT 'pg_class'::regclass::oid, w.ev_class
                      FROM pg_rewrite w
                     WHERE g.catalog = 'pg_rewrite'::regclass AND w.oid = g.object) AS next)
            SELECT g.object::bigint, pg_describe_object(g.catalog, g.object, 0)
              FROM gone g
              LEFT JOIN pg_constraint k
                ON g.catalog = 'pg_constraint'::regclass AND k.oid = g.object
             WHERE (g.catalog = 'pg_class'::regclass
                    AND EXISTS (SELECT FROM pg_class v
                                 WHERE v.oid = g.object AND v.relkind IN ('v', 'm'))
                    OR g.catalog IN ('pg_proc'::regclass, 'pg_policy'::regclass)
                    OR k.contype = 'f' AND k.conrelid <> ALL (?::bigint[]))
             ORDER BY 2\
            """;

    static final String DATABASE_COLLATION_CHANGED =
            """
            SELECT datcollversion || ' then, ' || pg_database_collation_actual_version(oid) || ' now'
              FROM pg_database
             WHERE datname = current_database()
               AND datcollversion <> pg_database_collation_actual_version(oid)\
            """;

    static final String COLLATIONS_CHANGED =
            """
            SELECT n.nspname, c.collname
              FROM pg_collation c JOIN pg_namespace n ON n.oid = c.collnamespace
             WHERE c.collversion <> pg_collation_actual_version(c.oid)
               AND EXISTS (SELECT FROM pg_depend d
                            WHERE d.refclassid = 'pg_collation'::regclass AND d.refobjid = c.oid)
             ORDER BY 1, 2\
            """;

    static final String PUBLICATIONS_OF_ALL =
            "SELECT pubname::text FROM pg_publication WHERE puballtables ORDER BY 1";

    static final String SECURITY_LABELS =
            """
            SELECT format('%s %s (%s)', objtype, objname, provider) FROM pg_seclabels ORDER BY 1\
            """;

    static final String DICTIONARIES_WITH_FILES =
            """
            SELECT format('%%I.%%I: %%s', n.nspname, d.dictname, d.dictinitoption)
              FROM pg_ts_dict d JOIN pg_namespace n ON n.oid = d.dictnamespace
             WHERE d.dictinitoption ~* '(dictfile|afffile|stopwords|synonyms|rules)' AND %s
             ORDER BY 1\
            """
                    .formatted(USERS_SCHEMA);

    static final String FOREIGN_SERVERS =
            """
            SELECT format('%I by %I', s.srvname, w.fdwname)
              FROM pg_foreign_server s JOIN pg_foreign_data_wrapper w ON w.oid = s.srvfdw
             ORDER BY 1\
            """;

    /// Through domains, arrays, ranges and composite types. An expression tells its type by the
    /// operator class. One that users made has a hash of its own, which may not depend on OIDs.
    static final String HASHED_ENUMS =
            """
            WITH RECURSIVE part(relation, type) AS (
                SELECT p.partrelid, coalesce(a.atttypid, o.opcintype)
                  FROM pg_partitioned_table p
                 CROSS JOIN LATERAL unnest(p.partattrs::int2[], p.partclass::oid[])
                       AS k(number, class)
                  JOIN pg_opclass o ON o.oid = k.class AND o.oid < 16384
                  LEFT JOIN pg_attribute a ON a.attrelid = p.partrelid AND a.attnum = k.number
                                          AND k.number <> 0
                 WHERE p.partstrat = 'h'
                UNION
                SELECT w.relation, inner_type.oid
                  FROM part w JOIN pg_type t ON t.oid = w.type
                 CROSS JOIN LATERAL (
                    SELECT t.typbasetype AS oid WHERE t.typtype = 'd'
                    UNION ALL
                    SELECT t.typelem WHERE t.typelem <> 0
                    UNION ALL
                    SELECT r.rngsubtype FROM pg_range r WHERE r.rngtypid = t.oid
                    UNION ALL
                    SELECT a.atttypid FROM pg_attribute a
                     WHERE t.typtype = 'c' AND a.attrelid = t.typrelid
                       AND a.attnum > 0 AND NOT a.attisdropped) AS inner_type)
            SELECT DISTINCT c.oid::bigint,
                   format('%I.%I by %s', n.nspname, c.relname, pg_get_partkeydef(c.oid))
              FROM part w JOIN pg_type t ON t.oid = w.type
              JOIN pg_class c ON c.oid = w.relation
              JOIN pg_namespace n ON n.oid = c.relnamespace
             WHERE t.typtype = 'e' OR t.oid = 'anyenum'::regtype
             ORDER BY 2\
            """;

    /// With anything in their files. Whether it is rows that this user sees is the last column.
    static final String EXTENSION_TABLES =
            """
            SELECT n.nspname, c.relname, e.extname,
                   has_schema_privilege(n.oid, 'USAGE') AND has_table_privilege(c.oid, 'SELECT')
                   AND NOT row_security_active(c.oid)
              FROM pg_depend d
              JOIN pg_extension e ON e.oid = d.refobjid
              JOIN pg_class c ON c.oid = d.objid
              JOIN pg_namespace n ON n.oid = c.relnamespace
             WHERE d.deptype = 'e' AND d.refclassid = 'pg_extension'::regclass
               AND d.classid = 'pg_class'::regclass
               AND c.relkind = 'r' AND c.relpersistence <> 't'
               AND NOT coalesce(c.oid = ANY (e.extconfig), false)
               AND pg_relation_size(c.oid) > 0
             ORDER BY 1, 2\
            """;

    private ObjectQueries() {}
}

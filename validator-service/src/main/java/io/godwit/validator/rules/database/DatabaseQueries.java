package io.godwit.validator.rules.database;

/// What the rules about databases ask. Every question is about all objects at once, so that ten
/// thousand tables cost no more round trips than ten. Objects that belong to an extension are left
/// out: the extension brings them along.
final class DatabaseQueries {
    /// Of the namespaces that belong to users.
    private static final String USERS_SCHEMA =
            "n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'";

    private static String notOfExtension(String catalog, String object) {
        return """
        NOT EXISTS (SELECT FROM pg_depend x
                     WHERE x.classid = '%s'::regclass AND x.objid = %s
                       AND x.deptype = 'e')\
        """
                .formatted(catalog, object);
    }

    static final String DATABASE =
            """
            SELECT datistemplate, datallowconn, has_database_privilege(oid, 'CONNECT')
              FROM pg_database WHERE datname = ?\
            """;

    // Rights on the source.

    static final String UNUSABLE_SCHEMAS =
            """
            SELECT n.nspname
              FROM pg_namespace n
             WHERE %s AND NOT has_schema_privilege(n.oid, 'USAGE')
             ORDER BY 1\
            """
                    .formatted(USERS_SCHEMA);

    /// Tables of every kind that pg_dump locks or reads, and sequences.
    static final String UNREADABLE_RELATIONS =
            """
            SELECT n.nspname, c.relname, c.relkind = 'S', c.relkind = 'm'
              FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
             WHERE c.relkind IN ('r', 'p', 'm', 'S') AND c.relpersistence <> 't'
               AND %s AND %s
               AND NOT CASE c.relkind
                       WHEN 'S' THEN has_sequence_privilege(c.oid, 'SELECT')
                       ELSE has_table_privilege(c.oid, 'SELECT') END
             ORDER BY 1, 2\
            """
                    .formatted(USERS_SCHEMA, notOfExtension("pg_class", "c.oid"));

    static final String UNREADABLE_LARGE_OBJECTS =
            """
            SELECT m.oid::bigint
              FROM pg_largeobject_metadata m
             WHERE NOT current_setting('lo_compat_privileges')::boolean
               AND NOT pg_has_role(m.lomowner, 'USAGE')
               AND NOT EXISTS (SELECT FROM aclexplode(m.lomacl) a
                                WHERE a.privilege_type = 'SELECT'
                                  AND CASE a.grantee WHEN 0 THEN true
                                      ELSE pg_has_role(a.grantee, 'USAGE') END)
             ORDER BY 1\
            """;

    static final String TABLES =
            """
            SELECT n.nspname, c.relname
              FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
             WHERE c.relkind IN ('r', 'p') AND c.relpersistence <> 't' AND %s AND %s
             ORDER BY 1, 2\
            """
                    .formatted(USERS_SCHEMA, notOfExtension("pg_class", "c.oid"));

    /// `row_security_active` knows superusers, owners, FORCE and BYPASSRLS.
    static final String ROWS_HIDDEN =
            """
            SELECT n.nspname, c.relname
              FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
             WHERE c.relrowsecurity AND c.relkind IN ('r', 'p') AND row_security_active(c.oid)
             ORDER BY 1, 2\
            """;

    // The target's database of the same name.

    static final String TARGET_DATABASE =
            """
            SELECT d.oid::bigint, d.datallowconn AND has_database_privilege(d.oid, 'CONNECT'),
                   pg_has_role(d.datdba, 'USAGE'), pg_get_userbyid(d.datdba)
              FROM pg_database d WHERE d.datname = ?\
            """;

    static final String USER_OBJECTS =
            """
            SELECT kind, count(*)
              FROM (SELECT 'schemas' AS kind FROM pg_namespace n
                     WHERE %1$s AND n.nspname <> 'public'
                    UNION ALL
                    SELECT 'relations' FROM pg_class c JOIN pg_namespace n
                        ON n.oid = c.relnamespace
                     WHERE %1$s AND c.relkind NOT IN ('i', 'I', 't') AND %2$s
                    UNION ALL
                    SELECT 'functions' FROM pg_proc p JOIN pg_namespace n
                        ON n.oid = p.pronamespace
                     WHERE %1$s AND %3$s
                    UNION ALL
                    SELECT 'large objects' FROM pg_largeobject_metadata) AS found
             GROUP BY kind ORDER BY kind\
            """
                    .formatted(
                            USERS_SCHEMA,
                            notOfExtension("pg_class", "c.oid"),
                            notOfExtension("pg_proc", "p.oid"));

    static final String SESSIONS_OF_DATABASE =
            """
            SELECT DISTINCT usename::text FROM pg_stat_activity
             WHERE datid = ?::oid AND pid <> pg_backend_pid() AND usename IS NOT NULL\
            """;

    /// But for those of the rules themselves.
    static final String SESSIONS_COUNTED =
            """
            SELECT count(*) FROM pg_stat_activity
             WHERE datid = ?::oid AND usename IS NOT NULL
               AND application_name IS DISTINCT FROM 'godwit validator'\
            """;

    static final String MAY_SIGNAL =
            """
            SELECT r.rolsuper OR coalesce((SELECT pg_has_role(s.oid, 'USAGE') FROM pg_roles s
                                            WHERE s.rolname = 'pg_signal_backend'), false)
              FROM pg_roles r WHERE r.rolname = current_user\
            """;

    // Roles.

    /// Owners, grantees and the roles of policies, with whether they own something. What the
    /// bootstrap superuser owns is not in pg_shdepend, so it is looked for by itself.
    static final String ROLES_IN_USE =
            """
            SELECT r.rolname::text, r.rolcanlogin, r.rolsuper, bool_or(used.owns)
              FROM (SELECT d.refobjid AS role, d.deptype = 'o' AS owns
                      FROM pg_shdepend d
                     WHERE d.refclassid = 'pg_authid'::regclass
                       AND (d.dbid = (SELECT oid FROM pg_database
                                       WHERE datname = current_database())
                            OR d.dbid = 0 AND d.classid = 'pg_database'::regclass
                               AND d.objid = (SELECT oid FROM pg_database
                                               WHERE datname = current_database()))
                    UNION ALL
                    SELECT relowner, true FROM pg_class WHERE relowner = 10 AND oid >= 16384
                    UNION ALL
                    SELECT proowner, true FROM pg_proc WHERE proowner = 10 AND oid >= 16384
                    UNION ALL
                    SELECT typowner, true FROM pg_type WHERE typowner = 10 AND oid >= 16384
                    UNION ALL
                    SELECT nspowner, true FROM pg_namespace WHERE nspowner = 10 AND oid >= 16384
                    UNION ALL
                    SELECT datdba, true FROM pg_database
                     WHERE datname = current_database() AND datdba = 10) AS used
              JOIN pg_roles r ON r.oid = used.role
             GROUP BY 1, 2, 3 ORDER BY 1\
            """;

    static final String EXISTING_ROLES =
            "SELECT rolname::text FROM pg_roles WHERE rolname = ANY (?::text[]) ORDER BY 1";

    /// Roles that the user cannot act as: neither a member, nor able to make itself one.
    static final String UNASSUMABLE_ROLES =
            """
            SELECT r.rolname::text
              FROM pg_roles r, pg_roles me
             WHERE r.rolname = ANY (?::text[]) AND me.rolname = current_user
               AND NOT me.rolsuper
               AND NOT pg_has_role(r.oid, 'MEMBER')
               AND NOT pg_has_role(r.oid, 'MEMBER WITH ADMIN OPTION')
               AND NOT (me.rolcreaterole AND NOT r.rolsuper
                        AND current_setting('server_version_num')::int < 160000)
             ORDER BY 1\
            """;

    // Extensions.

    static final String EXTENSIONS =
            "SELECT extname::text, extversion FROM pg_extension ORDER BY 1";

    static final String AVAILABLE_EXTENSIONS =
            "SELECT name::text, default_version FROM pg_available_extensions";

    /// Those that an ordinary user cannot create; `trusted` came with version 13.
    static final String SUPERUSERS_EXTENSIONS =
            """
            SELECT v.name::text
              FROM pg_available_extension_versions v
              JOIN pg_available_extensions e ON e.name = v.name AND e.default_version = v.version
             WHERE v.superuser AND NOT coalesce((to_jsonb(v) ->> 'trusted')::boolean, false)\
            """;

    // Encoding, locale, collations.

    /// The database's locale; ICU locales have their own column since version 15.
    static final String LOCALE =
            """
            SELECT d.datcollate::text, d.datctype::text, pg_encoding_to_char(d.encoding),
                   coalesce(to_jsonb(d) ->> 'datlocprovider', 'c')
              FROM pg_database d WHERE d.datname = current_database()\
            """;

    static final String KNOWS_ENCODING = "SELECT pg_char_to_encoding(?) >= 0";

    /// Every locale that the target's operating system offered when the server was made, and every
    /// one that a database uses.
    static final String KNOWN_LOCALES =
            """
            SELECT collcollate::text FROM pg_collation WHERE collcollate IS NOT NULL
            UNION
            SELECT datcollate::text FROM pg_database\
            """;

    static final String HAS_ICU =
            """
            SELECT EXISTS (SELECT FROM pg_collation c
                            WHERE to_jsonb(c) ->> 'collprovider' = 'i')\
            """;

    /// Collations that columns, domains, ranges and indexes use, and where.
    static final String COLLATIONS_IN_USE =
            """
            SELECT n.nspname::text, c.collname::text,
                   coalesce(to_jsonb(c) ->> 'collprovider', 'c'), c.collcollate::text,
                   array_agg(DISTINCT used.object ORDER BY used.object)
              FROM (SELECT a.attcollation AS collid,
                           format('%%I.%%I.%%I', n.nspname, r.relname, a.attname) AS object
                      FROM pg_attribute a JOIN pg_class r ON r.oid = a.attrelid
                      JOIN pg_namespace n ON n.oid = r.relnamespace
                     WHERE r.oid >= 16384 AND r.relkind IN ('r', 'p', 'v', 'm', 'f', 'c', 'i', 'I')
                       AND a.attnum > 0 AND NOT a.attisdropped AND %1$s
                    UNION ALL
                    SELECT t.typcollation, format('%%I.%%I', n.nspname, t.typname)
                      FROM pg_type t JOIN pg_namespace n ON n.oid = t.typnamespace
                     WHERE t.typtype = 'd' AND %1$s
                    UNION ALL
                    SELECT g.rngcollation, format('%%I.%%I', n.nspname, t.typname)
                      FROM pg_range g JOIN pg_type t ON t.oid = g.rngtypid
                      JOIN pg_namespace n ON n.oid = t.typnamespace
                     WHERE %1$s
                    UNION ALL
                    SELECT k.collid, format('%%I.%%I', n.nspname, r.relname)
                      FROM pg_index i CROSS JOIN LATERAL unnest(i.indcollation) AS k(collid)
                      JOIN pg_class r ON r.oid = i.indexrelid
                      JOIN pg_namespace n ON n.oid = r.relnamespace
                     WHERE %1$s) AS used
              JOIN pg_collation c ON c.oid = used.collid
              JOIN pg_namespace n ON n.oid = c.collnamespace
             WHERE c.collname NOT IN ('default', 'C', 'POSIX')
             GROUP BY 1, 2, 3, 4 ORDER BY 1, 2\
            """
                    .formatted(USERS_SCHEMA);

    static final String SYSTEM_COLLATIONS =
            """
            SELECT DISTINCT collname::text FROM pg_collation
             WHERE collnamespace = 'pg_catalog'::regnamespace
               AND collencoding IN (-1, pg_char_to_encoding(?))\
            """;

    // What is worth a warning.

    static final String SAME_POSTMASTER =
            """
            SELECT pg_postmaster_start_time()::text || ' ' || current_setting('port')
                   || ' ' || current_setting('server_version_num')\
            """;

    static final String SYSTEM_IDENTIFIER =
            "SELECT system_identifier::text FROM pg_control_system()";

    static final String IN_RECOVERY = "SELECT pg_is_in_recovery()";

    static final String HAS_SCHEMA = "SELECT EXISTS (SELECT FROM pg_namespace WHERE nspname = ?)";

    static final String TABLESPACES =
            """
            SELECT format('%%I.%%I in %%I', n.nspname, c.relname, t.spcname)
              FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
              JOIN pg_tablespace t ON t.oid = c.reltablespace
             WHERE %s ORDER BY 1\
            """
                    .formatted(USERS_SCHEMA);

    static final String LARGE_OBJECTS = "SELECT count(*) FROM pg_largeobject_metadata";

    static final String SUBSCRIPTIONS =
            """
            SELECT s.subname::text FROM pg_subscription s JOIN pg_database d ON d.oid = s.subdbid
             WHERE d.datname = current_database() ORDER BY 1\
            """;

    static final String UNLOGGED =
            """
            SELECT format('%%I.%%I', n.nspname, c.relname)
              FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
             WHERE c.relpersistence = 'u' AND c.relkind IN ('r', 'p') AND %s ORDER BY 1\
            """
                    .formatted(USERS_SCHEMA);

    static final String INVALID_INDEXES =
            """
            SELECT n.nspname, c.relname
              FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid
              JOIN pg_namespace n ON n.oid = c.relnamespace
             WHERE NOT i.indisvalid AND c.relkind = 'i' AND %s ORDER BY 1, 2\
            """
                    .formatted(USERS_SCHEMA);

    static final String PREPARED_TRANSACTIONS =
            """
            SELECT format('%s, prepared by %s at %s', gid, owner, prepared)
              FROM pg_prepared_xacts WHERE database = current_database() ORDER BY 1\
            """;

    static final String EVENT_TRIGGERS =
            """
            SELECT evtname::text FROM pg_event_trigger e WHERE %s ORDER BY 1\
            """
                    .formatted(notOfExtension("pg_event_trigger", "e.oid"));

    /// Mappings whose options, and so passwords, the user may not see.
    static final String HIDDEN_USER_MAPPINGS =
            """
            SELECT format('%s on %s', usename, srvname)
              FROM pg_user_mappings WHERE umoptions IS NULL ORDER BY 1\
            """;

    static final String SUPERUSERS_OBJECTS =
            """
            SELECT object FROM (
                SELECT format('function %%s in language %%s', p.oid::regprocedure, l.lanname)
                       AS object
                  FROM pg_proc p JOIN pg_language l ON l.oid = p.prolang
                  JOIN pg_namespace n ON n.oid = p.pronamespace
                 WHERE NOT l.lanpltrusted AND %1$s AND %2$s
                UNION ALL
                SELECT format('function %%s, marked leakproof', p.oid::regprocedure)
                  FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace
                 WHERE p.proleakproof AND %1$s AND %2$s
                UNION ALL
                SELECT format('base type %%s', t.oid::regtype)
                  FROM pg_type t JOIN pg_namespace n ON n.oid = t.typnamespace
                 WHERE t.typtype = 'b' AND t.typelem = 0 AND %1$s AND %3$s
                UNION ALL
                SELECT format('operator class %%I.%%I', n.nspname, o.opcname)
                  FROM pg_opclass o JOIN pg_namespace n ON n.oid = o.opcnamespace
                 WHERE %1$s AND %4$s
                UNION ALL
                SELECT format('operator family %%I.%%I', n.nspname, f.opfname)
                  FROM pg_opfamily f JOIN pg_namespace n ON n.oid = f.opfnamespace
                 WHERE %1$s AND %5$s
                UNION ALL
                SELECT format('text search parser %%I.%%I', n.nspname, s.prsname)
                  FROM pg_ts_parser s JOIN pg_namespace n ON n.oid = s.prsnamespace
                 WHERE %1$s AND %6$s
                UNION ALL
                SELECT format('text search template %%I.%%I', n.nspname, s.tmplname)
                  FROM pg_ts_template s JOIN pg_namespace n ON n.oid = s.tmplnamespace
                 WHERE %1$s AND %7$s
                UNION ALL
                SELECT format('foreign-data wrapper %%I', w.fdwname)
                  FROM pg_foreign_data_wrapper w WHERE %8$s) AS found
             ORDER BY 1\
            """
                    .formatted(
                            USERS_SCHEMA,
                            notOfExtension("pg_proc", "p.oid"),
                            notOfExtension("pg_type", "t.oid"),
                            notOfExtension("pg_opclass", "o.oid"),
                            notOfExtension("pg_opfamily", "f.oid"),
                            notOfExtension("pg_ts_parser", "s.oid"),
                            notOfExtension("pg_ts_template", "s.oid"),
                            notOfExtension("pg_foreign_data_wrapper", "w.oid"));

    private DatabaseQueries() {}
}

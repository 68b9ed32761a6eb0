package io.godwit.common.postgres;

import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/// What is asked of the catalogs; one question for all objects of a kind. Each answers type,
/// object, key, definition, the SQL that makes it, schema and name of the relation that it belongs
/// to, and the catalog and number that it has on its server.
public final class SchemaQueries {
    /// An object that is nobody's but the person's; `%s` are its catalog and number.
    private static final String NO_MEMBER =
            """
            NOT EXISTS (SELECT FROM pg_depend e
                         WHERE e.classid = '%s'::regclass AND e.objid = %s AND e.deptype = 'e')\
            """;

    /// From version 14 on, procedures are printed with the mode `IN` of their parameters.
    private static final String ARGUMENTS =
            """
            CASE WHEN to_jsonb(p) ->> 'prokind' = 'p'
                 THEN regexp_replace(pg_get_function_identity_arguments(p.oid),
                                     '(^|, )IN ', '\\1', 'g')
                 ELSE pg_get_function_identity_arguments(p.oid) END\
            """;

    /// Without that mode in its first line, where the parameters stand.
    private static final String PROCEDURE_DEFINITION =
            """
            (SELECT regexp_replace(split_part(d.whole, E'\\n', 1), '(\\(|, )IN ', '\\1', 'g')
                    || substr(d.whole, length(split_part(d.whole, E'\\n', 1)) + 1)
               FROM (SELECT pg_get_functiondef(p.oid) AS whole) AS d)\
            """;

    /// Up to version 10 a column was described the other way round; `%1$s` is the row that names
    /// it.
    private static final String DESCRIBED =
            """
            coalesce('column ' || (SELECT a.attname FROM pg_attribute a
                                    WHERE %1$s.classoid = 'pg_class'::regclass
                                      AND %1$s.objsubid > 0 AND a.attrelid = %1$s.objoid
                                      AND a.attnum = %1$s.objsubid) || ' of ', '')
                || pg_describe_object(%1$s.classoid, %1$s.objoid, 0)\
            """;

    private static final String OWN_SCHEMA =
            "n.nspname !~ '^pg_' AND n.nspname NOT IN ('information_schema', '_godwit', '_godwit_source')";

    /// Everything that has a name, an owner and grants.
    private static final String NAMED =
            """
            SELECT 'schema' AS type, quote_ident(n.nspname) AS name, n.nspowner AS owner,
                   n.nspacl AS acl, 'n'::"char" AS kind, NULL::name AS ts, NULL::name AS tn,
                   n.oid < 16384 AS given, 'pg_namespace'::regclass::oid::int8 AS catalog,
                   n.oid::int8 AS number
              FROM pg_namespace n
             WHERE OWN_SCHEMA AND MEMBER(pg_namespace,n.oid)
            UNION ALL
            SELECT CASE c.relkind WHEN 'v' THEN 'view' WHEN 'm' THEN 'materialized view'
                                  WHEN 'S' THEN 'sequence' WHEN 'f' THEN 'foreign table'
                                  ELSE 'table' END,
                   quote_ident(n.nspname) || '.' || quote_ident(c.relname), c.relowner, c.relacl,
                   CASE c.relkind WHEN 'S' THEN 's' ELSE 'r' END::"char",
                   coalesce(tn.nspname, CASE WHEN c.relkind IN ('r', 'p', 'f') THEN n.nspname END),
                   coalesce(t.relname, CASE WHEN c.relkind IN ('r', 'p', 'f') THEN c.relname END),
                   false, AT(pg_class,c.oid)
              FROM pg_class c
              JOIN pg_namespace n ON n.oid = c.relnamespace
              LEFT JOIN pg_depend d ON c.relkind = 'S' AND d.classid = 'pg_class'::regclass
                   AND d.objid = c.oid AND d.refclassid = 'pg_class'::regclass
                   AND d.refobjsubid > 0 AND d.deptype IN ('a', 'i')
              LEFT JOIN pg_class t ON t.oid = d.refobjid
              LEFT JOIN pg_namespace tn ON tn.oid = t.relnamespace
             WHERE c.relkind IN ('r', 'p', 'v', 'm', 'S', 'f') AND c.relpersistence <> 't'
               AND OWN_SCHEMA AND MEMBER(pg_class,c.oid)
            UNION ALL
            SELECT CASE WHEN to_jsonb(p) ->> 'prokind' = 'p' THEN 'procedure' ELSE 'function' END,
                   format('%I.%I(%s)', n.nspname, p.proname,
                          ARGUMENTS),
                   p.proowner, p.proacl, 'f', NULL, NULL, false, AT(pg_proc,p.oid)
              FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace
             WHERE OWN_SCHEMA AND MEMBER(pg_proc,p.oid)
               AND NOT EXISTS (SELECT FROM pg_depend i
                                WHERE i.classid = 'pg_proc'::regclass AND i.objid = p.oid
                                  AND i.deptype = 'i')
            UNION ALL
            SELECT CASE t.typtype WHEN 'd' THEN 'domain' ELSE 'type' END,
                   format('%I.%I', n.nspname, t.typname), t.typowner, t.typacl, 'T', NULL, NULL,
                   false, AT(pg_type,t.oid)
              FROM pg_type t JOIN pg_namespace n ON n.oid = t.typnamespace
             WHERE OWN_SCHEMA AND MEMBER(pg_type,t.oid)
               AND (t.typtype IN ('e', 'd', 'r')
                    OR t.typtype = 'c' AND EXISTS (SELECT FROM pg_class c
                                                    WHERE c.oid = t.typrelid AND c.relkind = 'c'))\
            """;

    private static final String OWNERS =
            """
            SELECT 'owner', type || ' ' || name, NULL, pg_get_userbyid(owner)::text,
                   format('ALTER %s %s OWNER TO %I;', upper(type), name, pg_get_userbyid(owner)),
                   ts, tn, catalog, number
              FROM (NAMED) AS x WHERE NOT given\
            """;

    private static final String GRANTS =
            """
            SELECT 'grant', x.type || ' ' || x.name,
                   a.privilege_type || ' to '
                       || CASE WHEN a.grantee = 0 THEN 'PUBLIC'
                               WHEN a.grantee = x.owner THEN 'its owner'
                               ELSE quote_ident(pg_get_userbyid(a.grantee)) END,
                   CASE WHEN bool_or(a.is_grantable) AND a.grantee <> x.owner
                        THEN 'with grant option' ELSE 'granted' END,
                   format('GRANT %s ON %s %s TO %s%s;', a.privilege_type,
                          CASE x.kind WHEN 'r' THEN 'TABLE' WHEN 'T' THEN 'TYPE'
                                      ELSE upper(x.type) END,
                          x.name,
                          CASE WHEN a.grantee = 0 THEN 'PUBLIC'
                               ELSE quote_ident(pg_get_userbyid(a.grantee)) END,
                          CASE WHEN bool_or(a.is_grantable) AND a.grantee <> x.owner
                               THEN ' WITH GRANT OPTION' ELSE '' END),
                   x.ts, x.tn, x.catalog, x.number
              FROM (NAMED) AS x,
                   aclexplode(coalesce(x.acl, acldefault(x.kind, x.owner))) AS a
             WHERE NOT x.given AND a.privilege_type <> 'MAINTAIN'
             GROUP BY x.type, x.name, x.kind, x.owner, x.ts, x.tn, x.catalog, x.number,
                      a.privilege_type, a.grantee\
            """;

    /// Owners and grants at a fraction of the cost. Lists that are written differently may still
    /// grant the same.
    private static final String RIGHTS =
            """
            SELECT 'rights', x.type || ' ' || x.name, pg_get_userbyid(x.owner)::text,
                   ARRAY(SELECT a.line::text FROM unnest(x.acl) AS a(line) ORDER BY 1)::text
                       || CASE WHEN x.acl IS NULL THEN ' by default' ELSE '' END,
                   NULL, x.ts, x.tn, x.catalog, x.number
              FROM (NAMED) AS x WHERE NOT x.given\
            """;

    private static final String COLUMN_GRANTS =
            """
            SELECT 'grant', format('column %I.%I.%I', n.nspname, c.relname, t.attname),
                   a.privilege_type || ' to '
                       || CASE WHEN a.grantee = 0 THEN 'PUBLIC'
                               ELSE quote_ident(pg_get_userbyid(a.grantee)) END,
                   CASE WHEN bool_or(a.is_grantable) THEN 'with grant option' ELSE 'granted' END,
                   format('GRANT %s (%I) ON TABLE %I.%I TO %s;', a.privilege_type, t.attname,
                          n.nspname, c.relname,
                          CASE WHEN a.grantee = 0 THEN 'PUBLIC'
                               ELSE quote_ident(pg_get_userbyid(a.grantee)) END),
                   n.nspname, c.relname, AT(pg_class,c.oid)
              FROM pg_attribute t
              JOIN pg_class c ON c.oid = t.attrelid
              JOIN pg_namespace n ON n.oid = c.relnamespace,
                   aclexplode(t.attacl) AS a
             WHERE t.attacl IS NOT NULL AND NOT t.attisdropped
               AND OWN_SCHEMA AND MEMBER(pg_class,c.oid)
             GROUP BY n.nspname, c.relname, c.oid, t.attname, a.privilege_type, a.grantee\
            """;

    private static final String DEFAULT_GRANTS =
            """
            SELECT 'default grant',
                   format('of %I%s on %s', pg_get_userbyid(d.defaclrole),
                          coalesce(' in schema ' || quote_ident(n.nspname), ''), d.defaclobjtype),
                   a.privilege_type || ' to '
                       || CASE WHEN a.grantee = 0 THEN 'PUBLIC'
                               ELSE quote_ident(pg_get_userbyid(a.grantee)) END,
                   CASE WHEN bool_or(a.is_grantable) THEN 'with grant option' ELSE 'granted' END,
                   NULL, NULL::name, NULL::name, NULL::int8, NULL::int8
              FROM pg_default_acl d LEFT JOIN pg_namespace n ON n.oid = d.defaclnamespace,
                   aclexplode(d.defaclacl) AS a
             WHERE a.privilege_type <> 'MAINTAIN'
             GROUP BY d.defaclrole, n.nspname, d.defaclobjtype, a.privilege_type, a.grantee\
            """;

    private static final String SCHEMAS =
            """
            SELECT 'schema', quote_ident(n.nspname), NULL, '',
                   format('CREATE SCHEMA %I;', n.nspname), NULL::name, NULL::name,
                   AT(pg_namespace,n.oid)
              FROM pg_namespace n WHERE OWN_SCHEMA AND MEMBER(pg_namespace,n.oid)\
            """;

    /// Columns keep their order, but for those of partitions and heirs.
    private static final String TABLES =
            """
            SELECT CASE c.relkind WHEN 'f' THEN 'foreign table' ELSE 'table' END,
                   format('%I.%I', n.nspname, c.relname), NULL,
                   concat_ws(', ',
                       CASE c.relpersistence WHEN 'u' THEN 'unlogged' END,
                       PARTITION,
                       'inherits ' || nullif(array_to_string(ARRAY(
                           SELECT format('%I.%I', pn.nspname, p.relname)
                             FROM pg_inherits i JOIN pg_class p ON p.oid = i.inhparent
                             JOIN pg_namespace pn ON pn.oid = p.relnamespace
                            WHERE i.inhrelid = c.oid ORDER BY i.inhseqno), ', '), ''),
                       CASE WHEN c.relrowsecurity THEN 'row security' END,
                       CASE WHEN c.relforcerowsecurity THEN 'forced row security' END,
                       REPLICA_IDENTITY,
                       (SELECT 'server ' || quote_ident(s.srvname)
                               || coalesce(' with ' || nullif(array_to_string(ARRAY(
                                   SELECT unnest(f.ftoptions) ORDER BY 1), ', '), ''), '')
                          FROM pg_foreign_table f JOIN pg_foreign_server s ON s.oid = f.ftserver
                         WHERE f.ftrelid = c.oid),
                       'with ' || nullif(array_to_string(ARRAY(
                           SELECT unnest(c.reloptions) ORDER BY 1), ', '), ''),
                       CASE WHEN NOT EXISTS (SELECT FROM pg_inherits i WHERE i.inhrelid = c.oid)
                            THEN 'columns ' || array_to_string(ARRAY(
                                SELECT quote_ident(a.attname) FROM pg_attribute a
                                 WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
                                 ORDER BY a.attnum), ' ') END),
                   NULL, n.nspname, c.relname, AT(pg_class,c.oid)
              FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
             WHERE c.relkind IN ('r', 'p', 'f') AND c.relpersistence <> 't'
               AND OWN_SCHEMA AND MEMBER(pg_class,c.oid)\
            """;

    /// Following may set it on the source. One by an index that is gone does not move; partitioned
    /// tables of old versions have none at all.
    private static final String REPLICA_IDENTITY =
            """
            CASE c.relreplident
                 WHEN 'f' THEN 'replica identity full'
                 WHEN 'n' THEN CASE c.relkind WHEN 'r' THEN 'replica identity nothing' END
                 WHEN 'i' THEN (SELECT 'replica identity ' || quote_ident(x.relname)
                                  FROM pg_index i JOIN pg_class x ON x.oid = i.indexrelid
                                 WHERE i.indrelid = c.oid AND i.indisreplident AND i.indisvalid)
                 END\
            """;

    private static final String COLUMNS =
            """
            SELECT 'column', format('%I.%I', n.nspname, c.relname), quote_ident(a.attname),
                   concat_ws(' ', format_type(a.atttypid, a.atttypmod),
                       CASE WHEN a.attnotnull THEN 'NOT NULL' END,
                       CASE COLUMN_IDENTITY
                            WHEN 'a' THEN 'GENERATED IDENTITY_ALWAYS AS IDENTITY'
                            WHEN 'd' THEN 'GENERATED BY DEFAULT AS IDENTITY' END,
                       CASE COLUMN_GENERATED
                            WHEN '' THEN 'DEFAULT ' WHEN 'v' THEN 'VIRTUAL ' ELSE 'STORED ' END
                            || pg_get_expr(d.adbin, d.adrelid),
                       CASE WHEN a.attcollation <> t.typcollation
                            THEN 'COLLATE ' || quote_ident(l.collname) END,
                       CASE WHEN a.attstorage <> t.typstorage
                            THEN 'STORAGE ' || a.attstorage::text END,
                       CASE WHEN a.attstattarget >= 0
                            THEN 'STATISTICS ' || a.attstattarget::text END,
                       'COMPRESSION ' || COLUMN_COMPRESSION,
                       'WITH ' || array_to_string(a.attoptions, ', '),
                       'OPTIONS ' || nullif(array_to_string(ARRAY(
                           SELECT unnest(a.attfdwoptions) ORDER BY 1), ', '), '')),
                   format('ALTER TABLE %I.%I ADD COLUMN %I %s;', n.nspname, c.relname, a.attname,
                          format_type(a.atttypid, a.atttypmod)),
                   n.nspname, c.relname, AT(pg_class,c.oid)
              FROM pg_attribute a
              JOIN pg_class c ON c.oid = a.attrelid
              JOIN pg_namespace n ON n.oid = c.relnamespace
              JOIN pg_type t ON t.oid = a.atttypid
              LEFT JOIN pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
              LEFT JOIN pg_collation l ON l.oid = a.attcollation
             WHERE c.relkind IN ('r', 'p', 'f') AND c.relpersistence <> 't' AND a.attnum > 0
               AND NOT a.attisdropped AND OWN_SCHEMA AND MEMBER(pg_class,c.oid)\
            """;

    /// Views by their columns too: their text is printed differently from version to version.
    private static final String VIEWS =
            """
            SELECT CASE c.relkind WHEN 'v' THEN 'view' ELSE 'materialized view' END,
                   format('%I.%I', n.nspname, c.relname), NULL,
                   concat_ws(', ',
                       array_to_string(ARRAY(
                           SELECT quote_ident(a.attname) || ' '
                                  || format_type(a.atttypid, a.atttypmod)
                             FROM pg_attribute a
                            WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
                            ORDER BY a.attnum), ' '),
                       'with ' || nullif(array_to_string(ARRAY(
                           SELECT unnest(c.reloptions) ORDER BY 1), ', '), ''),
                       NOT_POPULATED,
                       pg_get_viewdef(c.oid)),
                   format('CREATE %s %I.%I AS %s',
                          CASE c.relkind WHEN 'v' THEN 'VIEW' ELSE 'MATERIALIZED VIEW' END,
                          n.nspname, c.relname, pg_get_viewdef(c.oid)),
                   n.nspname, c.relname, AT(pg_class,c.oid)
              FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
             WHERE c.relkind IN ('v', 'm') AND c.relpersistence <> 't'
               AND OWN_SCHEMA AND MEMBER(pg_class,c.oid)\
            """;

    private static final String SEQUENCES =
            """
            SELECT 'sequence', format('%I.%I', n.nspname, c.relname), NULL,
                   format('from %s to %s by %s starting at %s%s%s', p.minimum_value,
                          p.maximum_value, p.increment, p.start_value,
                          CASE WHEN p.cycle_option THEN ' cycle' END,
                          ' owned by ' || quote_ident(tn.nspname) || '.' || quote_ident(t.relname)
                              || '.' || quote_ident(a.attname)),
                   NULL, tn.nspname, t.relname, AT(pg_class,c.oid)
              FROM pg_class c
              JOIN pg_namespace n ON n.oid = c.relnamespace
              LEFT JOIN pg_depend d ON d.classid = 'pg_class'::regclass AND d.objid = c.oid
                   AND d.refclassid = 'pg_class'::regclass AND d.refobjsubid > 0
                   AND d.deptype IN ('a', 'i')
              LEFT JOIN pg_class t ON t.oid = d.refobjid
              LEFT JOIN pg_namespace tn ON tn.oid = t.relnamespace
              LEFT JOIN pg_attribute a ON a.attrelid = t.oid AND a.attnum = d.refobjsubid,
              LATERAL SEQUENCE_PARAMETERS AS p
             WHERE c.relkind = 'S' AND c.relpersistence <> 't'
               AND OWN_SCHEMA AND MEMBER(pg_class,c.oid)\
            """;

    /// Those of foreign keys that a partition has from its parent get their names by chance.
    private static final String CONSTRAINTS =
            """
            SELECT 'constraint', format('%I.%I', n.nspname, c.relname), quote_ident(k.conname),
                   pg_get_constraintdef(k.oid)
                       || CASE WHEN EXISTS (SELECT FROM pg_index i
                                             WHERE i.indexrelid = k.conindid AND i.indisclustered
                                               AND k.contype IN ('p', 'u', 'x'))
                               THEN ' (clustered)' ELSE '' END,
                   format('ALTER TABLE %I.%I ADD CONSTRAINT %I %s;', n.nspname, c.relname,
                          k.conname, pg_get_constraintdef(k.oid)),
                   n.nspname, c.relname, AT(pg_constraint,k.oid)
              FROM pg_constraint k
              JOIN pg_class c ON c.oid = k.conrelid
              JOIN pg_namespace n ON n.oid = c.relnamespace
             WHERE k.contype IN ('c', 'f', 'p', 'u', 'x')
               AND CONSTRAINT_PARENT = 0
               AND c.relpersistence <> 't' AND OWN_SCHEMA AND MEMBER(pg_class,c.oid)
            UNION ALL
            SELECT 'constraint', format('domain %I.%I', n.nspname, t.typname),
                   quote_ident(k.conname), pg_get_constraintdef(k.oid),
                   format('ALTER DOMAIN %I.%I ADD CONSTRAINT %I %s;', n.nspname, t.typname,
                          k.conname, pg_get_constraintdef(k.oid)),
                   NULL, NULL, AT(pg_constraint,k.oid)
              FROM pg_constraint k
              JOIN pg_type t ON t.oid = k.contypid
              JOIN pg_namespace n ON n.oid = t.typnamespace
             WHERE k.contype = 'c' AND OWN_SCHEMA AND MEMBER(pg_type,t.oid)\
            """;

    /// An index that is invalid does not move; one of a constraint is told with it.
    private static final String INDEXES =
            """
            SELECT 'index', format('%I.%I', n.nspname, x.relname), NULL,
                   pg_get_indexdef(i.indexrelid)
                       || CASE WHEN i.indisclustered THEN ' (clustered)' ELSE '' END,
                   pg_get_indexdef(i.indexrelid) || ';', n.nspname, c.relname,
                   AT(pg_class,x.oid)
              FROM pg_index i
              JOIN pg_class x ON x.oid = i.indexrelid
              JOIN pg_class c ON c.oid = i.indrelid
              JOIN pg_namespace n ON n.oid = c.relnamespace
             WHERE i.indisvalid AND c.relpersistence <> 't' AND c.relkind IN ('r', 'p', 'm')
               AND NOT EXISTS (SELECT FROM pg_constraint k WHERE k.conindid = i.indexrelid
                                                             AND k.contype IN ('p', 'u', 'x'))
               AND OWN_SCHEMA AND MEMBER(pg_class,c.oid)\
            """;

    private static final String TRIGGERS =
            """
            SELECT 'trigger', format('%I.%I', n.nspname, c.relname), quote_ident(t.tgname),
                   CASE t.tgenabled WHEN 'O' THEN '' WHEN 'D' THEN 'disabled: '
                                    ELSE TRIGGER_ENABLED END
                       || pg_get_triggerdef(t.oid),
                   pg_get_triggerdef(t.oid) || ';', n.nspname, c.relname,
                   AT(pg_trigger,t.oid)
              FROM pg_trigger t
              JOIN pg_class c ON c.oid = t.tgrelid
              JOIN pg_namespace n ON n.oid = c.relnamespace
             WHERE NOT t.tgisinternal
               AND TRIGGER_PARENT = 0
               AND OWN_SCHEMA AND MEMBER(pg_class,c.oid)
            UNION ALL
            SELECT 'rule', format('%I.%I', n.nspname, c.relname), quote_ident(r.rulename),
                   CASE r.ev_enabled WHEN 'O' THEN '' WHEN 'D' THEN 'disabled: '
                                     ELSE RULE_ENABLED END
                       || pg_get_ruledef(r.oid),
                   pg_get_ruledef(r.oid), n.nspname, c.relname,
                   AT(pg_rewrite,r.oid)
              FROM pg_rewrite r
              JOIN pg_class c ON c.oid = r.ev_class
              JOIN pg_namespace n ON n.oid = c.relnamespace
             WHERE r.rulename <> '_RETURN' AND OWN_SCHEMA AND MEMBER(pg_class,c.oid)\
            """;

    private static final String POLICIES =
            """
            SELECT 'policy', format('%I.%I', n.nspname, c.relname), quote_ident(p.polname),
                   concat_ws(' ',
                       CASE WHEN to_jsonb(p) ->> 'polpermissive' = 'false' THEN 'restrictive' END,
                       'for ' || p.polcmd::text,
                       'to ' || array_to_string(ARRAY(
                           SELECT CASE r WHEN 0 THEN 'PUBLIC'
                                         ELSE quote_ident(pg_get_userbyid(r)) END
                             FROM unnest(p.polroles) AS r ORDER BY 1), ', '),
                       'using ' || pg_get_expr(p.polqual, p.polrelid),
                       'with check ' || pg_get_expr(p.polwithcheck, p.polrelid)),
                   NULL, n.nspname, c.relname, AT(pg_policy,p.oid)
              FROM pg_policy p
              JOIN pg_class c ON c.oid = p.polrelid
              JOIN pg_namespace n ON n.oid = c.relnamespace
             WHERE OWN_SCHEMA AND MEMBER(pg_class,c.oid)\
            """;

    private static final String FUNCTIONS =
            """
            SELECT CASE WHEN to_jsonb(p) ->> 'prokind' = 'p' THEN 'procedure' ELSE 'function' END,
                   format('%I.%I(%s)', n.nspname, p.proname,
                          ARGUMENTS), NULL,
                   CASE WHEN to_jsonb(p) ->> 'prokind' = 'p' THEN PROCEDURE_DEFINITION
                        WHEN g.aggfnoid IS NULL THEN pg_get_functiondef(p.oid)
                        ELSE format('aggregate %s %s %s %s %s', g.aggtransfn, g.aggfinalfn,
                                    g.aggtranstype::regtype, g.agginitval,
                                    pg_get_function_result(p.oid)) END,
                   CASE WHEN g.aggfnoid IS NULL THEN pg_get_functiondef(p.oid) || ';' END,
                   NULL::name, NULL::name, AT(pg_proc,p.oid)
              FROM pg_proc p
              JOIN pg_namespace n ON n.oid = p.pronamespace
              LEFT JOIN pg_aggregate g ON g.aggfnoid = p.oid
             WHERE OWN_SCHEMA AND MEMBER(pg_proc,p.oid)
               AND NOT EXISTS (SELECT FROM pg_depend i
                                WHERE i.classid = 'pg_proc'::regclass AND i.objid = p.oid
                                  AND i.deptype = 'i')\
            """;

    private static final String TYPES =
            """
            SELECT CASE t.typtype WHEN 'd' THEN 'domain' ELSE 'type' END,
                   format('%I.%I', n.nspname, t.typname), NULL,
                   CASE t.typtype
                        WHEN 'e' THEN 'enum ' || array_to_string(ARRAY(
                            SELECT quote_literal(v.enumlabel) FROM pg_enum v
                             WHERE v.enumtypid = t.oid ORDER BY v.enumsortorder), ', ')
                        WHEN 'd' THEN concat_ws(' ', format_type(t.typbasetype, t.typtypmod),
                            CASE WHEN t.typnotnull THEN 'NOT NULL' END,
                            'DEFAULT ' || t.typdefault)
                        WHEN 'r' THEN 'range of ' || (
                            SELECT format_type(r.rngsubtype, NULL) FROM pg_range r
                             WHERE r.rngtypid = t.oid)
                        ELSE array_to_string(ARRAY(
                            SELECT quote_ident(a.attname) || ' '
                                   || format_type(a.atttypid, a.atttypmod)
                              FROM pg_attribute a
                             WHERE a.attrelid = t.typrelid AND a.attnum > 0
                               AND NOT a.attisdropped ORDER BY a.attnum), ', ') END,
                   NULL, NULL::name, NULL::name, AT(pg_type,t.oid)
              FROM pg_type t JOIN pg_namespace n ON n.oid = t.typnamespace
             WHERE OWN_SCHEMA AND MEMBER(pg_type,t.oid)
               AND (t.typtype IN ('e', 'd', 'r')
                    OR t.typtype = 'c' AND EXISTS (SELECT FROM pg_class c
                                                    WHERE c.oid = t.typrelid AND c.relkind = 'c'))\
            """;

    /// The target's version of an extension is the target's own affair.
    private static final String EXTENSIONS =
            """
            SELECT 'extension', quote_ident(x.extname), NULL, 'in schema ' || quote_ident(n.nspname),
                   format('CREATE EXTENSION %I SCHEMA %I;', x.extname, n.nspname),
                   NULL::name, NULL::name, AT(pg_extension,x.oid)
              FROM pg_extension x JOIN pg_namespace n ON n.oid = x.extnamespace
             WHERE x.extname <> 'plpgsql'\
            """;

    /// Whether it is there at all, of what is rare.
    private static final String OTHERS =
            """
            SELECT 'object', pg_describe_object(o.classid, o.oid, 0), NULL, '', NULL,
                   NULL::name, NULL::name, o.classid::oid::int8, o.oid::int8
              FROM (SELECT 'pg_operator'::regclass AS classid, oid FROM pg_operator
                    UNION ALL SELECT 'pg_opclass'::regclass, oid FROM pg_opclass
                    UNION ALL SELECT 'pg_opfamily'::regclass, oid FROM pg_opfamily
                    UNION ALL SELECT 'pg_collation'::regclass, oid FROM pg_collation
                    UNION ALL SELECT 'pg_conversion'::regclass, oid FROM pg_conversion
                    UNION ALL SELECT 'pg_cast'::regclass, oid FROM pg_cast
                    UNION ALL SELECT 'pg_language'::regclass, oid FROM pg_language
                    UNION ALL SELECT 'pg_ts_config'::regclass, oid FROM pg_ts_config
                    UNION ALL SELECT 'pg_ts_dict'::regclass, oid FROM pg_ts_dict
                    UNION ALL SELECT 'pg_ts_parser'::regclass, oid FROM pg_ts_parser
                    UNION ALL SELECT 'pg_ts_template'::regclass, oid FROM pg_ts_template)
                   AS o
             WHERE o.oid >= 16384
               AND NOT EXISTS (SELECT FROM pg_depend e
                                WHERE e.classid = o.classid AND e.objid = o.oid
                                  AND e.deptype IN ('e', 'i'))\
            """;

    private static final String EVENT_TRIGGERS =
            """
            SELECT 'event trigger', quote_ident(t.evtname), NULL,
                   concat_ws(' ',
                       CASE t.evtenabled WHEN 'O' THEN NULL WHEN 'D' THEN 'disabled:'
                                         ELSE 'enabled ' || t.evtenabled::text || ':' END,
                       'on', t.evtevent,
                       'when tag in ' || array_to_string(t.evttags, ', '),
                       'execute', t.evtfoid::regproc),
                   NULL, NULL::name, NULL::name, AT(pg_event_trigger,t.oid)
              FROM pg_event_trigger t WHERE MEMBER(pg_event_trigger,t.oid)\
            """;

    /// A mapping's options are seen by few: with them go passwords.
    private static final String FOREIGN =
            """
            SELECT 'foreign-data wrapper', quote_ident(w.fdwname), NULL,
                   concat_ws(' ',
                       'handler ' || nullif(w.fdwhandler, 0)::regproc::text,
                       'validator ' || nullif(w.fdwvalidator, 0)::regproc::text,
                       'options ' || nullif(array_to_string(ARRAY(
                           SELECT unnest(w.fdwoptions) ORDER BY 1), ', '), '')),
                   NULL, NULL::name, NULL::name, AT(pg_foreign_data_wrapper,w.oid)
              FROM pg_foreign_data_wrapper w
             WHERE MEMBER(pg_foreign_data_wrapper,w.oid)
            UNION ALL
            SELECT 'server', quote_ident(s.srvname), NULL,
                   concat_ws(' ', 'of ' || quote_ident(w.fdwname),
                       'type ' || quote_literal(s.srvtype),
                       'version ' || quote_literal(s.srvversion),
                       'options ' || nullif(array_to_string(ARRAY(
                           SELECT unnest(s.srvoptions) ORDER BY 1), ', '), '')),
                   NULL, NULL, NULL, AT(pg_foreign_server,s.oid)
              FROM pg_foreign_server s JOIN pg_foreign_data_wrapper w ON w.oid = s.srvfdw
             WHERE MEMBER(pg_foreign_server,s.oid)
            UNION ALL
            SELECT 'user mapping', quote_ident(m.srvname),
                   CASE WHEN m.umuser = 0 THEN 'PUBLIC' ELSE quote_ident(m.usename) END,
                   CASE WHEN (SELECT r.rolsuper FROM pg_roles r WHERE r.rolname = current_user)
                        THEN array_to_string(ARRAY(
                            SELECT unnest(m.umoptions) ORDER BY 1), ', ')
                        ELSE 'UNREADABLE' END,
                   NULL, NULL, NULL, NULL, NULL
              FROM pg_user_mappings m\
            """;

    /// Large objects are moved at the cutover.
    private static final String LARGE_OBJECTS =
            """
            SELECT 'owner', 'large object ' || m.oid, NULL, pg_get_userbyid(m.lomowner)::text,
                   format('ALTER LARGE OBJECT %s OWNER TO %I;', m.oid,
                          pg_get_userbyid(m.lomowner)),
                   NULL::name, NULL::name, NULL::int8, NULL::int8
              FROM pg_largeobject_metadata m
            UNION ALL
            SELECT 'grant', 'large object ' || m.oid,
                   a.privilege_type || ' to '
                       || CASE WHEN a.grantee = 0 THEN 'PUBLIC'
                               WHEN a.grantee = m.lomowner THEN 'its owner'
                               ELSE quote_ident(pg_get_userbyid(a.grantee)) END,
                   CASE WHEN bool_or(a.is_grantable) AND a.grantee <> m.lomowner
                        THEN 'with grant option' ELSE 'granted' END,
                   format('GRANT %s ON LARGE OBJECT %s TO %s%s;', a.privilege_type, m.oid,
                          CASE WHEN a.grantee = 0 THEN 'PUBLIC'
                               ELSE quote_ident(pg_get_userbyid(a.grantee)) END,
                          CASE WHEN bool_or(a.is_grantable) AND a.grantee <> m.lomowner
                               THEN ' WITH GRANT OPTION' ELSE '' END),
                   NULL, NULL, NULL, NULL
              FROM pg_largeobject_metadata m,
                   aclexplode(coalesce(m.lomacl, acldefault('L', m.lomowner))) AS a
             GROUP BY m.oid, m.lomowner, a.privilege_type, a.grantee
            UNION ALL
            SELECT 'comment', 'large object ' || d.objoid, NULL, d.description, NULL, NULL, NULL,
                   NULL, NULL
              FROM pg_description d WHERE d.classoid = 'pg_largeobject'::regclass\
            """;

    private static final String SINCE_10 =
            """
            SELECT 'statistics', format('%I.%I', n.nspname, s.stxname), NULL,
                   concat_ws(' ', pg_get_statisticsobjdef(s.oid),
                       'STATISTICS ' || nullif(to_jsonb(s) ->> 'stxstattarget', '-1')),
                   pg_get_statisticsobjdef(s.oid) || ';',
                   tn.nspname, c.relname, AT(pg_statistic_ext,s.oid)
              FROM pg_statistic_ext s
              JOIN pg_namespace n ON n.oid = s.stxnamespace
              JOIN pg_class c ON c.oid = s.stxrelid
              JOIN pg_namespace tn ON tn.oid = c.relnamespace
             WHERE OWN_SCHEMA
            UNION ALL
            SELECT 'publication', quote_ident(p.pubname), NULL,
                   concat_ws(' ', CASE WHEN p.puballtables THEN 'all tables' END,
                       CASE WHEN p.pubinsert THEN 'insert' END,
                       CASE WHEN p.pubupdate THEN 'update' END,
                       CASE WHEN p.pubdelete THEN 'delete' END),
                   NULL, NULL, NULL, AT(pg_publication,p.oid)
              FROM pg_publication p WHERE p.pubname !~ '^godwit_'
            UNION ALL
            SELECT 'publication', quote_ident(p.pubname),
                   format('%I.%I', t.schemaname, t.tablename), 'published', NULL,
                   t.schemaname, t.tablename, NULL, NULL
              FROM pg_publication p
              JOIN pg_publication_tables t ON t.pubname = p.pubname
             WHERE NOT p.puballtables AND p.pubname !~ '^godwit_' AND t.schemaname <> '_godwit'\
            """;

    /// Of what the person made.
    private static final String COMMENTS =
            """
            SELECT 'comment', DESCRIBED(d), NULL,
                   d.description, NULL, n.nspname, c.relname,
                   d.classoid::int8, d.objoid::int8
              FROM pg_description d
              LEFT JOIN pg_class c ON d.classoid = 'pg_class'::regclass AND c.oid = d.objoid
                   AND c.relkind IN ('r', 'p', 'f')
              LEFT JOIN pg_namespace n ON n.oid = c.relnamespace
             WHERE d.objoid >= 16384 AND d.classoid <> 'pg_largeobject'::regclass
               AND d.classoid <> 'pg_extension'::regclass
               AND coalesce(n.nspname <> '_godwit', true)
               AND NOT EXISTS (SELECT FROM pg_depend e
                                WHERE e.classid = d.classoid AND e.objid = d.objoid
                                  AND e.deptype = 'e')
            UNION ALL
            SELECT 'security label', DESCRIBED(l),
                   l.provider, l.label, NULL, NULL, NULL, l.classoid::int8, l.objoid::int8
              FROM pg_seclabel l
             WHERE l.classoid <> 'pg_largeobject'::regclass\
            """;

    /// Of the database itself; it has them from the moment that it has its name.
    private static final String DATABASE =
            """
            SELECT 'setting',
                   CASE s.setrole WHEN 0 THEN 'the database'
                        ELSE 'role ' || quote_ident(pg_get_userbyid(s.setrole)) END,
                   split_part(o.line, '=', 1), substr(o.line, strpos(o.line, '=') + 1), NULL,
                   NULL::name, NULL::name, NULL::int8, NULL::int8
              FROM pg_db_role_setting s JOIN pg_database d ON d.oid = s.setdatabase,
                   unnest(s.setconfig) AS o(line)
             WHERE d.datname = current_database()
               AND split_part(o.line, '=', 1) <> 'default_transaction_read_only'
            UNION ALL
            SELECT 'owner', 'the database', NULL, pg_get_userbyid(d.datdba)::text, NULL, NULL, NULL,
                   NULL, NULL
              FROM pg_database d WHERE d.datname = current_database()
            UNION ALL
            SELECT 'comment', 'the database', NULL, c.description, NULL, NULL, NULL, NULL, NULL
              FROM pg_database d JOIN pg_shdescription c
                ON c.classoid = 'pg_database'::regclass AND c.objoid = d.oid
             WHERE d.datname = current_database()
            UNION ALL
            SELECT 'grant', 'the database',
                   a.privilege_type || ' to '
                       || CASE WHEN a.grantee = 0 THEN 'PUBLIC'
                               WHEN a.grantee = d.datdba THEN 'its owner'
                               ELSE quote_ident(pg_get_userbyid(a.grantee)) END,
                   CASE WHEN bool_or(a.is_grantable) AND a.grantee <> d.datdba
                        THEN 'with grant option' ELSE 'granted' END, NULL, NULL, NULL, NULL, NULL
              FROM pg_database d,
                   aclexplode(coalesce(d.datacl, acldefault('d', d.datdba))) AS a
             WHERE d.datname = current_database()
             GROUP BY a.privilege_type, a.grantee, d.datdba\
            """;

    /// Everybody may read this; the function wants rights on the sequence.
    private static final String PARAMETERS =
            """
            (SELECT s.seqmin AS minimum_value, s.seqmax AS maximum_value,
                    s.seqincrement AS increment, s.seqstart AS start_value,
                    s.seqcycle AS cycle_option
               FROM pg_sequence s WHERE s.seqrelid = c.oid)\
            """;

    /// Stands for a definition that this side's user may not read.
    public static final String UNREADABLE = "not readable";

    private static final String NOTHING =
            """
            SELECT NULL, NULL, NULL, NULL, NULL, NULL::name, NULL::name, NULL::int8, NULL::int8
             WHERE false\
            """;

    private SchemaQueries() {}

    /// Objects that are compared together.
    ///
    /// @param objects all of them
    /// @param essence of each what, if it is the same on both sides, makes the objects the same
    /// @param tables which others refer to
    public record Kind(String objects, String essence, boolean tables) {
        private static final String AS =
                " AS x(type, object, key, definition, makes, schema, of, catalog, number)";

        /// How many there are, and the sum of their hashes.
        ///
        /// @param hash gives the SQL that hashes a text which SQL is given for
        public String sum(UnaryOperator<String> hash) {
            return "SELECT count(*), sum(%s)::text FROM (%s)"
                            .formatted(
                                    hash.apply("ROW(x.type, x.object, x.key, x.definition)::text"),
                                    essence)
                    + AS;
        }

        /// Type, object, key and definition of all of them.
        public String definitions() {
            return """
            SELECT x.type::text, x.object::text, x.key::text, coalesce(x.definition::text, '')
              FROM (%s)\
            """
                            .formatted(objects)
                    + AS;
        }
    }

    /// As many and in the same order for every server.
    ///
    /// @param major of the server that is asked
    /// @param following the database has not its own name yet
    public static List<Kind> kinds(int major, boolean following) {
        return Stream.of(
                        kind(SCHEMAS),
                        kind(EXTENSIONS),
                        kind(TYPES),
                        new Kind(TABLES, TABLES, true),
                        kind(COLUMNS),
                        kind(SEQUENCES),
                        kind(VIEWS),
                        kind(FUNCTIONS),
                        kind(CONSTRAINTS),
                        kind(INDEXES),
                        kind(TRIGGERS),
                        kind(POLICIES),
                        kind(OTHERS),
                        kind(EVENT_TRIGGERS),
                        kind(FOREIGN),
                        kind(following ? NOTHING : LARGE_OBJECTS),
                        kind(major >= 10 ? SINCE_10 : NOTHING),
                        new Kind(OWNERS + "\nUNION ALL\n" + GRANTS, RIGHTS, false),
                        kind(COLUMN_GRANTS),
                        kind(DEFAULT_GRANTS),
                        kind(COMMENTS),
                        kind(following ? NOTHING : DATABASE))
                .map(kind ->
                        new Kind(
                                spelled(kind.objects(), major, following),
                                spelled(kind.essence(), major, following),
                                kind.tables()))
                .toList();
    }

    private static Kind kind(String objects) {
        return new Kind(objects, objects, false);
    }

    /// While following, triggers and rules that would fire for applied changes are off and identity
    /// columns take the source's values, until the cutover restores them; it fills materialized
    /// views and gives the source its replica identities back.
    private static String spelled(String query, int major, boolean following) {
        return query.replace("IDENTITY_ALWAYS", following ? "BY DEFAULT" : "ALWAYS")
                .replace(
                        "TRIGGER_ENABLED",
                        following ? "'disabled: '" : "'enabled ' || t.tgenabled::text || ': '")
                .replace(
                        "RULE_ENABLED",
                        following ? "'disabled: '" : "'enabled ' || r.ev_enabled::text || ': '")
                .replace("REPLICA_IDENTITY", following ? "NULL" : REPLICA_IDENTITY)
                .replace(
                        "NOT_POPULATED",
                        following
                                ? "NULL"
                                : "CASE WHEN NOT c.relispopulated THEN 'not populated' END")
                .replace(
                        "COLUMN_COMPRESSION",
                        major >= 14 ? "nullif(a.attcompression::text, '')" : "NULL")
                .replace("UNREADABLE", UNREADABLE)
                .replace("COLUMN_IDENTITY", major >= 10 ? "a.attidentity" : "''")
                .replace("COLUMN_GENERATED", major >= 12 ? "a.attgenerated" : "''")
                .replace("CONSTRAINT_PARENT", major >= 11 ? "k.conparentid" : "0")
                .replace("TRIGGER_PARENT", major >= 13 ? "t.tgparentid" : "0")
                .replace("(NAMED)", "(" + NAMED + ")")
                .replace("OWN_SCHEMA", OWN_SCHEMA)
                .replace("ARGUMENTS", ARGUMENTS)
                .replace("DESCRIBED(d)", DESCRIBED.formatted("d"))
                .replace("DESCRIBED(l)", DESCRIBED.formatted("l"))
                .replace("PROCEDURE_DEFINITION", PROCEDURE_DEFINITION)
                .replace(
                        "SEQUENCE_PARAMETERS",
                        major >= 10 ? PARAMETERS : "pg_sequence_parameters(c.oid)")
                .replace(
                        "PARTITION,",
                        major >= 10
                                ? "pg_get_partkeydef(c.oid), pg_get_expr(c.relpartbound, c.oid),"
                                : "")
                .replaceAll("AT\\((\\w+),(\\w+\\.oid)\\)", "'$1'::regclass::oid::int8, $2::int8")
                .replaceAll("MEMBER\\((\\w+),(\\w+\\.oid)\\)", NO_MEMBER.formatted("$1", "$2"));
    }
}

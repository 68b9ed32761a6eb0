package io.godwit.common.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// Makes `versions.sql`'s database, as far as a version knows what stands there, and compares it.
public final class VersionScript {
    private static final Pattern SECTION =
            Pattern.compile("(?ms)^--- since (\\S+)(?: to (\\S+))?$(.*?)(?=^--- since|\\z)");

    private static final String TABLES =
            """
            SELECT format('%I.%I', nspname, relname)
              FROM pg_class c JOIN pg_namespace n ON n.oid = relnamespace
             WHERE (relkind = 'r' OR relkind = 'm' AND relispopulated)
               AND nspname !~ '^(pg_|information_schema)'
             ORDER BY 1
            """;

    /// What reads the same in every version.
    private static final List<String> CATALOGS =
            List.of(
                    """
                    SELECT format('%s %s', indexrelid::regclass, pg_get_indexdef(indexrelid))
                      FROM pg_index JOIN pg_class c ON c.oid = indexrelid
                     WHERE relnamespace NOT IN ('pg_catalog'::regnamespace, 'pg_toast'::regnamespace)
                     ORDER BY 1
                    """,
                    """
                    SELECT format('%s %s %s %s', conrelid::regclass, conname, convalidated,
                                  pg_get_constraintdef(oid))
                      FROM pg_constraint
                     WHERE conrelid >= 16384 AND contype IN ('p', 'u', 'f', 'c', 'x')
                       AND NOT EXISTS (SELECT FROM pg_inherits WHERE inhrelid = confrelid)
                     ORDER BY 1
                    """,
                    """
                    SELECT format('%s %s %s %s', tgrelid::regclass, tgname, tgenabled, tgtype)
                      FROM pg_trigger WHERE NOT tgisinternal ORDER BY 1
                    """,
                    "SELECT format('%s %s', polname, polroles::regrole[]) FROM pg_policy ORDER BY 1",
                    "SELECT format('%s %s', evtname, evtenabled) FROM pg_event_trigger ORDER BY 1",
                    """
                    SELECT format('%s %s %s', c.oid::regclass, grantee::regrole, privilege_type)
                      FROM pg_class c, aclexplode(relacl)
                     WHERE relname IN ('customer', 'secret') AND privilege_type <> 'MAINTAIN'
                     ORDER BY 1
                    """,
                    "SELECT format('%s %s', objoid, description) FROM pg_description"
                            + " WHERE classoid = 'pg_largeobject'::regclass ORDER BY 1",
                    "SELECT format('%s %s %s', oid, lomacl, md5(lo_get(oid)))"
                            + " FROM pg_largeobject_metadata ORDER BY 1",
                    "SELECT md5(string_agg(float4send(real_one)::text || float8send(double_one)::text,"
                            + " ',' ORDER BY id)) FROM shop.customer",
                    "SELECT array_to_string(setconfig, ',') FROM pg_db_role_setting"
                            + " JOIN pg_database d ON d.oid = setdatabase"
                            + " WHERE datname = current_database()",
                    "SELECT shobj_description(oid, 'pg_database') FROM pg_database"
                            + " WHERE datname = current_database()",
                    "SELECT ROW(last_value, is_called)::text FROM shop.counter",
                    "SELECT ROW(last_value, is_called)::text FROM shop.untouched",
                    "SELECT ROW(last_value, is_called)::text FROM shop.customer_id_seq");

    private VersionScript() {}

    public static boolean hasOids(String version) {
        return number(version) < 12;
    }

    public static void run(TestPostgres server, String database, String version) {
        server.execute("postgres", "CREATE DATABASE " + database);
        Matcher sections = SECTION.matcher(text());
        int ran = 0;
        while (sections.find()) {
            boolean known = number(sections.group(1)) <= number(version);
            boolean gone = sections.group(2) != null && number(sections.group(2)) < number(version);
            if (known && !gone) {
                server.execute(database, sections.group(3));
                ran++;
            }
        }
        assertThat(ran).isGreaterThan(3);
    }

    /// So that the next migration finds nothing of an earlier one.
    public static void clear(TestPostgres server, String database) {
        for (String left :
                server.column(
                        "postgres",
                        "SELECT quote_ident(datname) FROM pg_database WHERE datname ~ '^godwit_new'"
                                + " OR datname = '"
                                + database
                                + "'")) {
            server.execute("postgres", "DROP DATABASE " + left + " WITH (FORCE)");
        }
        server.execute(
                "postgres",
                "DROP ROLE IF EXISTS version_owner",
                "DROP ROLE IF EXISTS version_reader");
    }

    public static void assertEqual(
            TestPostgres source, TestPostgres target, String database, String version) {
        List<String> tables = source.column(database, TABLES);
        assertThat(target.column(database, TABLES)).isEqualTo(tables);
        Stream<String> digests = tables.stream().map(VersionScript::digest);
        List<String> queries = new ArrayList<>(Stream.concat(digests, CATALOGS.stream()).toList());
        if (number(version) >= 10) {
            queries.add(
                    "SELECT format('%s %s', pubname, puballtables) FROM pg_publication ORDER BY 1");
            queries.add("SELECT pubname || ' ' || tablename FROM pg_publication_tables ORDER BY 1");
        }
        for (String query : queries) {
            assertThat(target.column(database, query))
                    .as("%s %s", version, query)
                    .isEqualTo(source.column(database, query));
        }
    }

    /// Floating point to 15 digits, which all versions print alike; the rest of theirs is compared
    /// in another query.
    private static String digest(String table) {
        return "SELECT CASE WHEN set_config('extra_float_digits', '0', true) = '0' THEN"
                + " (SELECT count(*) || md5(coalesce(string_agg(t::text, E'\\n' ORDER BY t::text"
                + " COLLATE \"C\"), '')) FROM ONLY "
                + table
                + " t) END";
    }

    /// 9.6 as 9.6, 15 as 15.
    private static double number(String version) {
        return Double.parseDouble(version);
    }

    private static String text() {
        try (var script = VersionScript.class.getResourceAsStream("/versions.sql")) {
            return new String(script.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

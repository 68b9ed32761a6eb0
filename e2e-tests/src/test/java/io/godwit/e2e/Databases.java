package io.godwit.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.godwit.common.testing.TestPostgres;
import java.util.List;

/// Databases to migrate, and what proves that they arrived.
final class Databases {
    private static final String TABLES =
            """
            SELECT format('%I.%I', n.nspname, c.relname)
              FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
             WHERE c.relkind IN ('r', 'm')
               AND n.nspname NOT IN ('pg_catalog', 'information_schema')
               AND n.nspname NOT LIKE 'pg_toast%'
             ORDER BY 1\
            """;

    private Databases() {}

    /// A shop with some rows, big enough that there is time to kill something.
    static void shop(TestPostgres server, String name, int rows) {
        server.recreate(name);
        fill(server, name, rows);
    }

    /// The shop in a database that is there and empty.
    static void fill(TestPostgres server, String name, int rows) {
        server.execute(
                name,
                "CREATE TABLE customer (id int PRIMARY KEY, name text NOT NULL, born date)",
                "INSERT INTO customer SELECT n, 'customer ' || n, '1950-01-01'::date + n % 20000"
                        + " FROM generate_series(1, "
                        + rows / 10
                        + ") n",
                "CREATE TABLE film (id serial PRIMARY KEY, title text, tags text[], extra jsonb)",
                "INSERT INTO film (title, tags, extra) SELECT md5(n::text), ARRAY['a', n::text],"
                        + " jsonb_build_object('n', n) FROM generate_series(1, "
                        + rows / 10
                        + ") n",
                "CREATE TABLE rental (id bigint PRIMARY KEY, customer int NOT NULL REFERENCES"
                        + " customer, film int NOT NULL REFERENCES film, at timestamptz, note text)",
                "INSERT INTO rental SELECT n, 1 + n % "
                        + rows / 10
                        + ", 1 + (n * 7) % "
                        + rows / 10
                        + ", '2026-01-01'::timestamptz + n * interval '1 minute', repeat(md5(n::text),"
                        + " 3) FROM generate_series(1, "
                        + rows
                        + ") n",
                "CREATE INDEX rental_customer ON rental (customer)",
                "CREATE INDEX rental_at ON rental (at) WHERE note IS NOT NULL",
                "CREATE INDEX film_tags ON film USING gin (tags)",
                "CREATE VIEW busy AS SELECT customer, count(*) FROM rental GROUP BY 1",
                "CREATE MATERIALIZED VIEW titles AS SELECT title FROM film WITH DATA",
                "CREATE TABLE empty_one (x int)",
                "SELECT setval('film_id_seq', 4711, false)",
                "SELECT lo_from_bytea(42, decode(repeat('00ff10', 100000), 'hex'))");
    }

    static void assertEqual(String source, String target) {
        assertEqual(TestPostgres.source(), source, TestPostgres.target(), target);
    }

    static void assertEqual(TestPostgres from, String source, TestPostgres to, String target) {
        List<String> tables = from.column(source, TABLES);
        assertThat(to.column(target, TABLES)).isEqualTo(tables);
        for (String table : tables) {
            String digest =
                    "SELECT count(*) || ' ' || coalesce(sum(hashtextextended(t::text, 0)::numeric), 0)"
                            + " FROM ONLY "
                            + table
                            + " t";
            assertThat(to.value(target, digest)).as(table).isEqualTo(from.value(source, digest));
        }
        for (String query : INVENTORY) {
            assertThat(to.column(target, query)).as(query).isEqualTo(from.column(source, query));
        }
    }

    private static final List<String> INVENTORY =
            List.of(
                    "SELECT format('%s %s %s', indrelid::regclass, indexrelid::regclass,"
                            + " pg_get_indexdef(indexrelid)) FROM pg_index WHERE indrelid > 16383"
                            + " AND indrelid::regclass::text NOT LIKE 'pg_toast%' ORDER BY 1",
                    "SELECT format('%s %s %s %s', conrelid::regclass, conname, convalidated,"
                            + " pg_get_constraintdef(oid)) FROM pg_constraint WHERE conrelid > 16383"
                            + " ORDER BY 1",
                    "SELECT format('%s.%s %s', schemaname, sequencename, last_value) FROM"
                            + " pg_sequences ORDER BY 1",
                    "SELECT format('%s %s', loid, md5(string_agg(data, '' ORDER BY pageno))) FROM"
                            + " pg_largeobject GROUP BY loid ORDER BY 1",
                    "SELECT nspname FROM pg_namespace WHERE nspname NOT LIKE 'pg_t%' ORDER BY 1");

    /// What is on the target server besides databases that the tests made.
    static List<String> remnants() {
        return TestPostgres.target()
                .column("postgres", "SELECT datname FROM pg_database WHERE datname LIKE 'godwit%'");
    }

    /// The source is cleaned after the success, which nobody waits for.
    static void awaitClean(TestPostgres source, String database) {
        for (int attempt = 0; attempt < 600; attempt++) {
            boolean clean =
                    LEFT_ON_SOURCE.stream()
                            .allMatch(query -> source.column(database, query).isEmpty());
            if (clean) {
                return;
            }
            Api.pause(50);
        }
        LEFT_ON_SOURCE.forEach(query -> assertThat(source.column(database, query)).isEmpty());
    }

    private static final List<String> LEFT_ON_SOURCE =
            List.of(
                    "SELECT slot_name FROM pg_replication_slots",
                    "SELECT pubname FROM pg_publication",
                    "SELECT nspname FROM pg_namespace WHERE nspname LIKE '\\_godwit%'",
                    "SELECT relname FROM pg_class WHERE relreplident = 'f'");
}

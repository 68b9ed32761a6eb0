package io.godwit.validator.comparison;

import static org.assertj.core.api.Assertions.assertThat;

import io.godwit.common.migration.ComparisonDifference;
import io.godwit.common.migration.Endpoints;
import io.godwit.common.migration.Server;
import io.godwit.common.testing.TestPostgres;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// A hundred times one fault of every kind in random places, all found and named; the same
/// databases without faults give no alarm. The seed is in the test's name.
class PlantedFaultsTest {
    private static final String DATABASE = "compare_faults";
    private static final int TABLES = 6;
    private static final int ROWS = 402;
    private static final int KINDS = 6;
    private static final String CHECKER = "compare_checker";

    private static final Pair PAIR = new Pair(DATABASE);
    private static final ComparedPair AS_SUPERUSER =
            new ComparedPair(TestPostgres.endpoints(), DATABASE);

    static LongStream seeds() {
        return LongStream.rangeClosed(1, 100);
    }

    @BeforeAll
    static void make() {
        for (TestPostgres server : List.of(TestPostgres.source(), TestPostgres.target())) {
            server.execute(
                    DATABASE,
                    "DROP ROLE IF EXISTS " + CHECKER,
                    "CREATE ROLE " + CHECKER + " LOGIN");
        }
        PAIR.both(
                "CREATE TABLE loose(a int, b text)",
                "INSERT INTO loose SELECT i % 50, 'x' FROM" + " generate_series(1, 300) i",
                "CREATE TABLE empty(a int PRIMARY KEY)");
        PAIR.both(
                "CREATE TABLE odd(id int PRIMARY KEY, f float8, a int[], j jsonb, t timestamptz)",
                "INSERT INTO odd VALUES (1, 'NaN', '[0:1]={1,2}', '{\"a\": 1.0}', 'infinity'),"
                        + " (2, '-0', '{}', '[]', '-infinity'), (3, '-infinity', NULL, NULL, NULL)",
                "SELECT lo_from_bytea(70001, '\\x0102')");
        for (int table = 0; table < TABLES; table++) {
            String name = "\"Täble " + table + "\"";
            PAIR.both(
                    "CREATE TABLE "
                            + name
                            + "(id bigserial PRIMARY KEY, body text, n numeric,"
                            + " CHECK (body IN ('a', 'b') OR length(body) > 1))",
                    "INSERT INTO "
                            + name
                            + "(body, n) SELECT md5(i::text), i / 7.0"
                            + " FROM generate_series(1, "
                            + ROWS
                            + ") i",
                    "CREATE INDEX \"idx " + table + "\" ON " + name + "(body)",
                    "GRANT SELECT, INSERT ON " + name + " TO " + CHECKER,
                    "CREATE POLICY shown ON " + name + " USING (true)",
                    "ANALYZE " + name);
        }
        PAIR.both(
                "GRANT SELECT ON ALL TABLES IN SCHEMA public TO " + CHECKER,
                "GRANT SELECT ON ALL SEQUENCES IN SCHEMA public TO " + CHECKER,
                "GRANT SELECT ON LARGE OBJECT 70001 TO " + CHECKER);
    }

    private record Fault(String planted, String type, List<String> named) {
        Fault(String planted, String type, String... named) {
            this(planted, type, List.of(named));
        }
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void everyFaultIsFoundAndNamedAndNothingElse(long seed) {
        Random random = new Random(seed);
        List<Fault> faults =
                IntStream.range(0, KINDS)
                        .mapToObj(kind -> fault(random, kind, random.nextInt(TABLES)))
                        .toList();
        faults.forEach(fault -> PAIR.target(fault.planted()));

        List<ComparisonDifference> found = AS_SUPERUSER.full();

        assertThat(found).as("seed %d: %s", seed, faults).hasSize(KINDS);
        for (Fault fault : faults) {
            assertThat(found)
                    .as("seed %d: %s", seed, fault)
                    .filteredOn(difference -> difference.type().equals(fault.type()))
                    .anySatisfy(difference ->
                            assertThat(difference.toString()).contains(fault.named()));
        }
        // What a repair leaves behind is one fault too many for the next seed, and for the last
        // look.
        found.forEach(difference -> PAIR.target(String.valueOf(difference.repair())));
        aHiddenRowIsFoundAndNamed(random, table(random.nextInt(TABLES)), random.nextInt(ROWS));
    }

    @AfterAll
    static void repairsHaveLeftNothing() {
        assertThat(AS_SUPERUSER.full()).isEmpty();
    }

    private static String table(int place) {
        return "\"Täble " + place + "\"";
    }

    private static Fault fault(Random random, int kind, int place) {
        String table = table(place);
        // Each kind has rows of its own, so that two faults never meet in one.
        int id = 1 + random.nextInt(ROWS / KINDS) * KINDS + kind;
        String where = " WHERE id = " + id;
        return switch (kind) {
            case 0 ->
                    new Fault(
                            "UPDATE %s SET body = overlay(body PLACING '!' FROM %d)%s"
                                    .formatted(table, 1 + random.nextInt(32), where),
                            "row",
                            "Täble " + place,
                            "id = (" + id + ")",
                            "kind=changed");
            case 1 ->
                    new Fault(
                            "DELETE FROM " + table + where,
                            "row",
                            "Täble " + place,
                            "(" + id + ")",
                            "kind=missing");
            case 2 ->
                    new Fault(
                            "INSERT INTO %s VALUES (%d, 'extra', 1)".formatted(table, ROWS + id),
                            "row",
                            "(" + (ROWS + id) + ")",
                            "kind=extra");
            case 3 ->
                    new Fault(
                            "SELECT setval('public.\"Täble %d_id_seq\"', %d)"
                                    .formatted(place, 1000 + id),
                            "sequence",
                            "Täble " + place + "_id_seq",
                            String.valueOf(1000 + id));
            case 4 ->
                    new Fault(
                            "DROP INDEX \"idx " + place + "\"",
                            "index",
                            "idx " + place,
                            "kind=missing");
            default ->
                    new Fault(
                            "REVOKE INSERT ON " + table + " FROM " + CHECKER,
                            "grant",
                            "Täble " + place,
                            "INSERT to " + CHECKER,
                            "kind=missing");
        };
    }

    /// Seen by a user whom row security binds: the comparison must not take it for missing, nor for
    /// equal.
    private static void aHiddenRowIsFoundAndNamed(Random random, String table, int id) {
        boolean ofSource = random.nextBoolean();
        String[] hide = {
            "ALTER TABLE " + table + " ENABLE ROW LEVEL SECURITY",
            "ALTER POLICY shown ON " + table + " USING (id <> " + id + ")"
        };
        String[] show = {
            "ALTER POLICY shown ON " + table + " USING (true)",
            "ALTER TABLE " + table + " DISABLE ROW LEVEL SECURITY"
        };
        PAIR.both(hide);
        Endpoints endpoints = TestPostgres.endpoints();
        Endpoints bound =
                ofSource
                        ? new Endpoints(
                                as(endpoints.source()), endpoints.target(), endpoints.secretId())
                        : new Endpoints(
                                endpoints.source(), as(endpoints.target()), endpoints.secretId());
        List<ComparisonDifference> found = new ComparedPair(bound, DATABASE).full();
        PAIR.both(show);

        assertThat(found)
                .filteredOn(difference -> difference.object().contains(table.replace("\"", "")))
                .singleElement()
                .satisfies(difference ->
                        assertThat(difference.toString())
                                .contains("kind=not compared", "row-level security"));
    }

    private static Server as(Server server) {
        return new Server(
                server.host(),
                server.port(),
                CHECKER,
                server.maintenanceDatabase(),
                server.sslMode(),
                server.passwordReference());
    }
}

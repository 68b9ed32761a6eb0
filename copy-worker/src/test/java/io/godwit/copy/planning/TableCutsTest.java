package io.godwit.copy.planning;

import static io.godwit.copy.testing.CopyFixture.make;
import static io.godwit.copy.testing.CopyFixture.onSource;
import static io.godwit.copy.testing.CopyFixture.sourceValue;
import static org.assertj.core.api.Assertions.assertThat;

import io.godwit.common.migration.PartRange;
import io.godwit.common.migration.PlannedPart;
import io.godwit.common.postgres.Quote;
import io.godwit.common.testing.TestPostgres;
import io.godwit.copy.schema.SelectedTables;
import io.godwit.copy.testing.CopyFixture;
import java.math.BigInteger;
import java.sql.Connection;
import java.sql.Statement;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TableCutsTest {
    private static final CopyPlanLimits FINE =
            new CopyPlanLimits(1, 10_000, 10_000, 1, 1, 9, 9, 9, 9, 9);

    /// As for a server before 14.
    private static List<PlannedPart> byKey() throws Exception {
        try (Connection source = TestPostgres.source().connect(CopyFixture.SOURCE_DATABASE)) {
            try (Statement statement = source.createStatement()) {
                statement.execute("SET search_path = pg_catalog");
            }
            SourceCatalog catalog = new SourceCatalog(source);
            return catalog.byKey(catalog.tables(SelectedTables.ALL), new TableCuts(FINE, 8))
                    .getFirst();
        }
    }

    private static void assertEachRowInOnePart(List<PlannedPart> parts, String message) {
        long sum = 0;
        for (PlannedPart part : parts) {
            PartRange range = part.range();
            assertThat(range).isNotNull();
            assertThat(range.column()).isEqualTo("the \"key");
            String key = Quote.identifier("the \"key");
            sum +=
                    Long.parseLong(
                            sourceValue(
                                    "SELECT count(*) FROM t WHERE "
                                            + bound(key, ">=", range.from())
                                            + " AND "
                                            + bound(key, "<", range.to())));
        }
        assertThat(String.valueOf(sum))
                .as(message)
                .isEqualTo(sourceValue("SELECT count(*) FROM t"));
        assertThat(parts.getFirst().range().from()).isNull();
        assertThat(parts.getLast().range().to()).isNull();
        for (int i = 1; i < parts.size(); i++) {
            assertThat(parts.get(i).range().from()).isEqualTo(parts.get(i - 1).range().to());
        }
    }

    private static String bound(String key, String operator, String bound) {
        return bound == null ? "true" : key + " " + operator + " " + Quote.literal(bound);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void cutsByTheStatisticsOfAnyKey(long seed) throws Exception {
        Random random = new Random(seed);
        List<String> types = List.of("int", "text", "uuid", "timestamptz", "numeric");
        String type = types.get((int) seed - 1);
        String value =
                switch (type) {
                    case "int" -> "g * 7 - 9000";
                    case "text" -> "md5(g::text) || E'\\\\''\"é'";
                    case "uuid" -> "md5(g::text)::uuid";
                    case "timestamptz" -> "now() + g * interval '1.5 hours'";
                    default -> "g / 7.0";
                };
        make("CREATE TABLE t (\"the \"\"key\" %s PRIMARY KEY, v text)".formatted(type));
        onSource(
                "INSERT INTO t SELECT %s, repeat('x', 300) FROM generate_series(1, %d) g"
                        .formatted(value, 2000 + random.nextInt(2000)),
                "DELETE FROM t WHERE ctid IN (SELECT ctid FROM t LIMIT "
                        + random.nextInt(500)
                        + ")",
                "ANALYZE t");

        List<PlannedPart> parts = byKey();

        assertThat(parts).hasSizeGreaterThan(8);
        assertEachRowInOnePart(parts, "seed " + seed);
    }

    @Test
    void cutsByTheExtremesWithoutStatistics() throws Exception {
        make("CREATE TABLE t (\"the \"\"key\" bigint PRIMARY KEY, v text)");
        onSource(
                "INSERT INTO t SELECT g, repeat('x', 300) FROM generate_series(1, 3000) g",
                "INSERT INTO t VALUES (-9223372036854775808, ''), (9223372036854775807, '')");

        assertEachRowInOnePart(byKey(), "");
    }

    @Test
    void leavesATableWithoutAUsableKeyWhole() throws Exception {
        make("CREATE TABLE t (a int, b int, v text, PRIMARY KEY (a, b))");
        onSource("INSERT INTO t SELECT g, g, repeat('x', 300) FROM generate_series(1, 3000) g");

        assertThat(byKey()).singleElement().extracting(PlannedPart::range).isNull();
    }

    @Test
    void dividesAnySpanOfNumbers() {
        assertThat(KeyBounds.between(BigInteger.ONE, BigInteger.TEN, 2)).containsExactly("6");
        assertThat(KeyBounds.between(BigInteger.ONE, BigInteger.ONE, 4)).isEmpty();
        assertThat(KeyBounds.between(BigInteger.ZERO, BigInteger.TWO, 9)).contains("1", "2");
    }
}

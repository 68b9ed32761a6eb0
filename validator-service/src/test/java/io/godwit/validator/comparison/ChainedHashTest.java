package io.godwit.validator.comparison;

import static org.assertj.core.api.Assertions.assertThat;

import io.godwit.common.testing.OwnPostgres;
import io.godwit.common.testing.TestPostgres;
import io.godwit.validator.comparison.TableShape.Column;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Hashes differ if and only if the texts of rows do.
class ChainedHashTest {
    private static final String DATABASE = "chained_hash";

    @BeforeAll
    static void make() {
        TestPostgres.source().recreate(DATABASE);
        TestPostgres.source()
                .execute(
                        DATABASE,
                        "CREATE TYPE pair AS (a int, b text)",
                        "CREATE TYPE mood AS ENUM ('glad', 'sad')",
                        "CREATE FUNCTION alike(mood) RETURNS text IMMUTABLE LANGUAGE sql"
                                + " AS $$ SELECT 'any' $$",
                        "CREATE CAST (mood AS text) WITH FUNCTION alike(mood)",
                        "CREATE DOMAIN due AS timestamptz",
                        "CREATE DOMAIN code AS char(5)",
                        "CREATE DOMAIN blob AS bytea",
                        "CREATE DOMAIN amount AS numeric",
                        "CREATE DOMAIN day AS date",
                        "CREATE DOMAIN share AS real",
                        "CREATE TYPE public.\"integer\" AS (v text)",
                        "CREATE COLLATION blind (provider = icu, locale = 'und-u-ks-level1',"
                                + " deterministic = false)");
    }

    private record Hashed(String text, String hash, String brief) {}

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "smallint         | 0, 1, -1, 256, 32767, -32768",
                "integer          | 0, 1, -1, 65536, 2147483647, -2147483648",
                "bigint           | 0, 1, -1, 4294967296, 4294967295, -4294967296, 4294967297,"
                        + " 9223372036854775807, -9223372036854775808",
                "oid              | 0, 1, 4294967295",
                "boolean          | t, f",
                "text             | EMPTY, ' ', a, 'a ', A, ä, NULL, null, \u00e9, e\u0301, 1, (1)",
                "text COLLATE blind | a, A, á, b",
                "varchar(9)       | EMPTY, ' ', a, 'a ', A",
                "character(5)     | EMPTY, a, A, ä, ab, äb",
                "code             | EMPTY, a, A, ä, ab, äb",
                "bpchar           | EMPTY, ' ', a, 'a ', 'a  ', ä",
                "name             | EMPTY, a, 'a '",
                "\"char\"         | EMPTY, a, b",
                "uuid             | 00000000-0000-0000-0000-000000000000,"
                        + " 00000000-0000-0000-0000-000000000001,"
                        + " 00000001-0000-0000-0000-000000000000",
                "bytea            | EMPTY, \\x00, \\x0000, \\x01, \\x5c",
                "blob             | EMPTY, \\x00, \\x0000, \\x01, \\x5c",
                "real             | 0, -0, 1, -1, NaN, Infinity, -Infinity, 0.1, 0.10000001, 1e-45",
                "share            | 0, -0, 1, -1, NaN, Infinity, -Infinity, 0.1, 0.10000001, 1e-45",
                "double precision | 0, -0, 1, -1, NaN, Infinity, -Infinity, 0.1,"
                        + " 0.10000000000000002, 5e-324, 4294967296",
                "numeric          | 0, 0.0, 1, 1.0, 1.00, -1, -1.0, 10, 100, 10000, 0.1, 0.01,"
                        + " 0.0001, NaN, Infinity, -Infinity, 1e100, 1e104",
                "amount           | 0, 0.0, 1, 1.0, -1, NaN, Infinity",
                "date             | 2000-01-01, 1999-12-31, 1970-01-01, infinity, -infinity,"
                        + " 5874897-12-31, '4713-01-01 BC', '0001-01-01 BC', 0001-01-01",
                "day              | 2000-01-01, 1999-12-31, 1970-01-01, infinity, -infinity",
                "time             | 00:00, 24:00, 00:00:00.000001, 12:00, 23:59:59.999999",
                "timetz           | 00:00+00, 00:00+01, 01:00+01, 24:00+00",
                "timestamptz      | 1970-01-01 00:00+00, 1970-01-01 00:00:00.000001+00,"
                        + " 1970-01-01 00:00:00.000002+00, 1969-12-31 23:59:59.999999+00,"
                        + " 2000-01-01 00:00+00, 2000-01-01 01:11:34.967296+00,"
                        + " 2000-01-01 01:11:34.967295+00, 1999-12-31 23:59:59.999999+00,"
                        + " 1700-01-01 00:00+00, 1699-12-31 23:59:59.999999+00,"
                        + " 1700-01-01 00:00:00.000001+00, 2200-01-01 00:00+00,"
                        + " 2199-12-31 23:59:59.999999+00, 2200-01-01 00:00:00.000001+00,"
                        + " infinity, -infinity, 294276-12-31 23:59:59.999999+00,"
                        + " 294276-12-31 23:59:59.999998+00, '4713-01-01 00:00+00 BC'",
                "due              | 1970-01-01 00:00+00, 2000-01-01 00:00+00, infinity, -infinity",
                "timestamp        | 1970-01-01 00:00, 1970-01-01 00:00:00.000001, 2000-01-01 00:00,"
                        + " 1700-01-01 00:00, 2200-01-01 00:00, infinity, -infinity,"
                        + " 294276-12-31 23:59:59.999999, 2199-12-31 23:59:59.999998",
                "interval         | 0, 1 day, 24:00, 30 days, 1 mon, -1 day, -24:00",
                "jsonb            | 1, 1.0, \"1\", null, {}, [], '{\"a\": 1}', '{\"a\": 1.0}',"
                        + " '{\"a\": -1}'",
                "json             | {}, '{ }', [], null",
                "int[]            | {}, {1}, '{1,2}', '{2,1}', '[0:1]={1,2}', '{{1,2}}',"
                        + " '{{1},{2}}', {NULL}, '{1,NULL}'",
                "float8[]         | {0}, {-0}, {NaN}, '{0,0}'",
                "text[]           | {}, {a}, {\"\"}, {NULL}, {\"NULL\"}, '{a,b}', '{\"a,b\"}'",
                "inet             | ::1, ::1/64, 10.0.0.1, 10.0.0.1/8",
                "int4range        | empty, '[1,2)', '[1,3)', '(,)'",
                "bit varying      | EMPTY, 0, 00, 1",
                "pair             | '(,)', '(1,)', '(,\"\")', '(,a)', '(1,a)'",
                "mood             | glad, sad",
                "public.\"integer\" | '(1)', '(2)', '()'",
            })
    void valuesOfATypeAreToldApartAsTheirTextsAre(String type, String values) {
        List<String> rows =
                new ArrayList<>(
                        Stream.of(values.split(", ?(?=(?:[^']*'[^']*')*[^']*$)", -1))
                                .map(value -> value.equals("EMPTY") ? "" : value)
                                .map(value -> literal(value.replaceFirst("^'(.*)'$", "$1")))
                                .toList());
        rows.add("NULL");
        // Each beside each: what one value's hash is, the other's must not make up for.
        List<String> pairs =
                rows.stream()
                        .flatMap(a -> rows.stream().map(b -> "(" + a + ", " + b + ")"))
                        .toList();

        List<Hashed> hashed = hashed(List.of("a " + type, "b " + type), pairs);

        assertToldApart(hashed, pairs.size());
    }

    @Test
    void valuesOfAllTypesThatHaveALinkAreToldApartInTheirColumns() {
        List<Hashed> hashed =
                hashed(
                        List.of(
                                "s smallint",
                                "i int",
                                "l bigint",
                                "o oid",
                                "t text",
                                "v varchar",
                                "f real",
                                "g float8",
                                "n numeric"),
                        IntStream.range(0, 512)
                                .mapToObj(bits ->
                                        IntStream.range(0, 9)
                                                .mapToObj(bit ->
                                                        (bits >> bit & 1) == 0 ? "NULL" : "0")
                                                .collect(Collectors.joining(", ", "(", ")")))
                                .toList());

        assertToldApart(hashed, 512);
    }

    @Test
    void rowsThatExchangeValuesHaveAnotherSum() {
        String sums =
                "SELECT count(DISTINCT (SELECT sum(%s) FROM (VALUES (p.a, p.b), (p.c, p.d)) t(a, b)))"
                                .formatted(hash("a integer", "b integer"))
                        + " FROM (VALUES (1, 2, 3, 4), (1, 4, 3, 2), (2, 1, 4, 3), (1, 3, 2, 4),"
                        + " (1, 2, 4, 3), (1, NULL, 3, 4), (1, 4, 3, NULL)) p(a, b, c, d)";

        assertThat(TestPostgres.source().value(DATABASE, sums)).isEqualTo("7");
    }

    @Test
    void moreColumnsThanAChainHoldsAreAllHashed() {
        List<String> columns = IntStream.range(0, 1600).mapToObj(i -> "c" + i + " int").toList();
        List<String> rows = new ArrayList<>();
        for (int different = 0; different < 1600; different += 31) {
            int place = different;
            rows.add(
                    IntStream.range(0, 1600)
                            .mapToObj(i -> i == place ? "7" : i == 1599 ? "NULL" : "1")
                            .collect(Collectors.joining(", ", "(", ")")));
        }

        assertToldApart(hashed(columns, rows), rows.size());
    }

    @ParameterizedTest
    @EnumSource(ChainLink.class)
    void theQuickHashIsNullForNullOnlyAndTheThoroughNever(ChainLink link) {
        String type = type(link);
        String query =
                "SELECT (%s)::text, (%s)::text, (%s)::text FROM (SELECT NULL::%s AS v, '%s'::%s AS w) t"
                        .formatted(
                                link.quick("v", "0"),
                                link.quick("w", "0"),
                                link.thorough("v", "0"),
                                type,
                                ordinary(link),
                                type);

        assertThat(rows(query, row -> row.getString(1) + row.getString(2) + row.getString(3)))
                .singleElement()
                .asString()
                .matches("null-?\\d+-?\\d+");
    }

    @ParameterizedTest
    @ValueSource(strings = {"12", "13", "14", "16", "17", "18"})
    void otherVersionsHashAlike(String version) throws Exception {
        try (OwnPostgres other = OwnPostgres.ofVersion(version)) {
            assertThat(other.server().value("postgres", ComparisonQueries.SAMPLE_CHAINS))
                    .isEqualTo(
                            TestPostgres.source()
                                    .value("postgres", ComparisonQueries.SAMPLE_CHAINS))
                    .matches("\\{-?\\d+,-?\\d+}");
        }
    }

    private static String type(ChainLink link) {
        return switch (link) {
            case SMALLINT, INTEGER, BIGINT, OID, BOOLEAN, TEXT, CHARACTER, UUID, DATE ->
                    link.name().toLowerCase(Locale.ROOT);
            case BYTES -> "bytea";
            case FLOAT -> "real";
            case TIMESTAMP -> "timestamptz";
            case OTHER -> "numeric";
        };
    }

    private static String ordinary(ChainLink link) {
        return switch (link) {
            case SMALLINT, INTEGER, BIGINT, OID, BOOLEAN, TEXT, CHARACTER, BYTES, FLOAT, OTHER ->
                    "0";
            case UUID -> "00000000-0000-0000-0000-000000000000";
            case DATE -> "2000-01-01";
            case TIMESTAMP -> "2000-01-01 00:00";
        };
    }

    private static void assertToldApart(List<Hashed> hashed, int rows) {
        Map<String, String> texts = new LinkedHashMap<>();
        Map<String, String> ofBrief = new LinkedHashMap<>();
        for (Hashed row : hashed) {
            assertThat(texts.put(row.hash(), row.text())).as(row.text()).isNull();
            assertThat(ofBrief.put(row.brief(), row.text())).as(row.text()).isNull();
        }
        assertThat(hashed).extracting(Hashed::text).doesNotHaveDuplicates().hasSize(rows);
        assertThat(hashed).extracting(Hashed::hash).doesNotContainNull();
        assertThat(hashed).extracting(Hashed::brief).doesNotContainNull();
    }

    private static String literal(String value) {
        return "'" + value.replace("'", "''") + "'";
    }

    private static String hash(String... columns) {
        return ChainedHash.of(
                Stream.of(columns)
                        .map(column -> column.split(" "))
                        .map(words -> new Column(words[0], words[1]))
                        .toList());
    }

    /// Through a table, so that types are as the comparison sees them.
    private static List<Hashed> hashed(List<String> columns, List<String> rows) {
        TestPostgres.source()
                .execute(
                        DATABASE,
                        "DROP TABLE IF EXISTS t",
                        "CREATE TABLE t (" + String.join(", ", columns) + ")",
                        "INSERT INTO t VALUES " + String.join(", ", rows));
        List<Column> found =
                rows(
                        "SELECT a.attname, format_type(CASE y.typtype WHEN 'd' THEN y.typbasetype"
                                + " ELSE y.oid END, NULL) FROM pg_attribute a"
                                + " JOIN pg_type y ON y.oid = a.atttypid"
                                + " WHERE a.attrelid = 'public.t'::regclass AND a.attnum > 0"
                                + " ORDER BY a.attnum",
                        row -> new Column(row.getString(1), row.getString(2)));
        return rows(
                "SELECT ROW(t.*)::text, (%s)::text, (%s)::text FROM public.t"
                        .formatted(
                                ChainedHash.of(found),
                                ChainedHash.briefly(
                                        found, RowHash.EXTENDED.of(new RowText(true).row(found)))),
                row -> new Hashed(row.getString(1), row.getString(2), row.getString(3)));
    }

    private interface Reader<T> {
        T read(ResultSet row) throws SQLException;
    }

    private static <T> List<T> rows(String query, Reader<T> reader) {
        List<T> found = new ArrayList<>();
        try (Connection connection = TestPostgres.source().connect(DATABASE);
                Statement statement = connection.createStatement()) {
            statement.execute(ComparisonQueries.PREPARE_SESSION);
            statement.execute("SET search_path = pg_catalog; SET TimeZone = 'UTC'");
            try (ResultSet rows = statement.executeQuery(query)) {
                while (rows.next()) {
                    found.add(reader.read(rows));
                }
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        return found;
    }
}

package io.godwit.validator.comparison;

import static org.assertj.core.api.Assertions.assertThat;

import io.godwit.common.migration.ComparisonDifference;
import io.godwit.common.migration.TableFilter;
import io.godwit.common.testing.TestPostgres;
import java.util.List;
import org.junit.jupiter.api.Test;

/// A filter excuses the tables that it leaves out and what cannot exist without them, and nothing
/// else.
class FilteredComparisonTest {
    private static final TableFilter FILTER = new TableFilter(List.of(), List.of("public.gone*"));

    private static final String[] KEPT = {
        "CREATE TABLE kept(id int PRIMARY KEY, a int)",
        "CREATE SEQUENCE alone",
        "CREATE FUNCTION f(int) RETURNS int LANGUAGE sql AS 'SELECT $1'",
        "CREATE PROCEDURE p() LANGUAGE sql AS 'SELECT 1'",
        "CREATE AGGREGATE total(int) (SFUNC = int4pl, STYPE = int)",
        "CREATE DOMAIN grade AS int CONSTRAINT positive CHECK (VALUE > 0)",
        "CREATE TYPE spot AS (x int)",
        "CREATE CAST (spot AS text) WITH INOUT",
        "CREATE COLLATION plain FROM \"C\"",
        "CREATE CONVERSION odd FOR 'LATIN1' TO 'UTF8' FROM iso8859_1_to_utf8",
        "CREATE OPERATOR === (LEFTARG = int, RIGHTARG = int, FUNCTION = int4eq)",
        "CREATE TEXT SEARCH CONFIGURATION words (COPY = simple)",
        "CREATE SCHEMA empty",
        "CREATE VIEW v AS SELECT id FROM kept",
        "CREATE RULE shut AS ON DELETE TO v DO INSTEAD NOTHING",
        "CREATE PUBLICATION feed FOR TABLE kept",
        "COMMENT ON FUNCTION f(int) IS 'f'",
        "ALTER TABLE kept ADD CONSTRAINT own FOREIGN KEY (a) REFERENCES kept",
    };

    private static final String[] LEFT_OUT = {
        "CREATE TABLE gone(id serial PRIMARY KEY, a int)",
        "CREATE TABLE gone_parent(a int) PARTITION BY RANGE (a)",
        "CREATE TABLE part PARTITION OF gone_parent FOR VALUES FROM (0) TO (9)",
        "COMMENT ON COLUMN gone.a IS 'gone'",
        "CREATE VIEW of_gone AS SELECT * FROM gone",
        "CREATE VIEW of_view AS SELECT * FROM of_gone",
        "CREATE RULE shut AS ON DELETE TO of_gone DO INSTEAD NOTHING",
        "COMMENT ON VIEW of_gone IS 'gone too'",
        "GRANT SELECT ON of_view TO PUBLIC",
        "CREATE MATERIALIZED VIEW counted AS SELECT count(*) FROM part",
        "CREATE INDEX of_counted ON counted(count)",
        "CREATE FUNCTION g(gone) RETURNS int LANGUAGE sql AS 'SELECT 1'",
        "CREATE FUNCTION h() RETURNS SETOF of_view LANGUAGE sql AS 'SELECT * FROM of_view'",
        "CREATE DOMAIN of_row AS gone[]",
        "CREATE TABLE holder(g gone)",
        "CREATE STATISTICS st ON id, a FROM gone",
        "CREATE FOREIGN DATA WRAPPER nowhere",
        "CREATE SERVER none FOREIGN DATA WRAPPER nowhere",
        "CREATE FOREIGN TABLE gone_far(a int) SERVER none",
        "ALTER TABLE kept ADD CONSTRAINT away FOREIGN KEY (a) REFERENCES gone",
        "CREATE POLICY looking ON kept USING (id IN (SELECT id FROM gone))",
        "ALTER PUBLICATION feed ADD TABLE gone",
    };

    @Test
    void whatFallsWithATableThatDoesNotMoveIsNoDifference() {
        Pair pair = new Pair("compare_filtered").both(KEPT).source(LEFT_OUT);
        pair.target(
                "CREATE FOREIGN DATA WRAPPER nowhere",
                "CREATE SERVER none FOREIGN DATA WRAPPER nowhere");

        assertThat(schema(pair, FILTER, List.of())).isEmpty();
    }

    @Test
    void whateverElseIsMissingIsNamed() {
        Pair pair = new Pair("compare_filtered_faults").both(KEPT).source(LEFT_OUT);
        pair.target(
                "CREATE FOREIGN DATA WRAPPER nowhere",
                "CREATE SERVER none FOREIGN DATA WRAPPER nowhere",
                "DROP SEQUENCE alone",
                "DROP FUNCTION f(int)",
                "DROP PROCEDURE p()",
                "DROP AGGREGATE total(int)",
                "ALTER DOMAIN grade DROP CONSTRAINT positive",
                "DROP CAST (spot AS text)",
                "DROP COLLATION plain",
                "DROP CONVERSION odd",
                "DROP OPERATOR === (int, int)",
                "DROP TEXT SEARCH CONFIGURATION words",
                "DROP SCHEMA empty",
                "DROP RULE shut ON v",
                "ALTER TABLE kept DROP CONSTRAINT own",
                "ALTER PUBLICATION feed DROP TABLE kept");

        assertThat(schema(pair, FILTER, List.of()))
                .filteredOn(found -> !List.of("owner", "grant").contains(found.type()))
                .extracting(
                        found -> "%s %s %s".formatted(found.kind(), found.type(), found.object()))
                .containsExactlyInAnyOrder(
                        "missing sequence public.alone",
                        "missing function public.f(integer)",
                        "missing comment function public.f(integer)",
                        "missing procedure public.p()",
                        "missing function public.total(integer)",
                        "missing constraint domain public.grade",
                        "missing object cast from public.spot to text",
                        "missing object collation public.plain",
                        "missing object conversion public.odd",
                        "missing object operator public.===(integer,integer)",
                        "missing object text search configuration public.words",
                        "missing schema empty",
                        "missing rule public.v",
                        "missing constraint public.kept",
                        "missing publication feed");
        pair.target("DROP VIEW v");

        assertThat(schema(pair, FILTER, List.of()))
                .extracting(found -> found.kind() + " " + found.type() + " " + found.object())
                .contains("missing view public.v")
                .doesNotContain("missing rule public.v");
    }

    @Test
    void ofTablesThatAreAskedForNothingElseIsNamed() {
        Pair pair =
                new Pair("compare_filtered_asked")
                        .both(KEPT)
                        .target("DROP FUNCTION f(int)", "ALTER TABLE kept DROP CONSTRAINT own");
        pair.target("CREATE TABLE more(a int)");

        assertThat(schema(pair, TableFilter.ALL, List.of("public.kept")))
                .singleElement()
                .satisfies(found -> assertThat(found.key()).isEqualTo("own"));
    }

    private static List<ComparisonDifference> schema(
            Pair pair, TableFilter moved, List<String> asked) {
        return new ComparedPair(TestPostgres.endpoints(), pair.database).schema(moved, asked);
    }
}

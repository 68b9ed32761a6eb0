package io.godwit.validator.comparison;

import static org.assertj.core.api.Assertions.assertThat;

import io.godwit.common.migration.Endpoints;
import io.godwit.common.testing.OwnPostgres;
import io.godwit.common.testing.TestPostgres;
import io.godwit.common.testing.VersionScript;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Servers of other versions print, catalogue and hash otherwise: that is no difference, and hides
/// none.
class VersionsComparisonTest {
    private static final String DATABASE = "versions";

    /// What versions print differently, or a restore changes, in every place where it may stand.
    private static final String[] EXPRESSIONS = {
        """
        CREATE TABLE shop.printed (
            id int NOT NULL, kind varchar(9) DEFAULT 'a' CHECK (kind IN ('a', 'b')), n int NOT NULL,
            "Wörd" tsvector, at timestamptz DEFAULT '2026-01-01', day date DEFAULT current_date,
            who name DEFAULT current_user,
            CHECK (n BETWEEN 1 AND 1000 AND id > 0 OR n IS NULL AND id BETWEEN 5 AND 6),
            CONSTRAINT places CHECK ((n + id) * 2 > 0 AND n + id * 2 > 0))
        """,
        "INSERT INTO shop.printed (id, kind, n) SELECT i, 'b', i FROM generate_series(1, 50) i",
        """
        CREATE INDEX printed_some ON shop.printed (lower(kind), (n::bigint))
         WHERE kind IN ('a', 'b') AND n BETWEEN 1 AND 9
        """,
        """
        CREATE VIEW shop.one AS
        SELECT p.id, kind AS kinds, n AS printed, extract(year FROM at) AS y, "Wörd",
               (SELECT max(c.id) FROM shop.customer c WHERE c.id = p.id) AS most
          FROM shop.printed p
         WHERE kind IN ('a', 'b') AND n NOT BETWEEN 4 AND 5 AND at AT TIME ZONE 'UTC' < now()
         ORDER BY p.n DESC LIMIT 5
        """,
        """
        CREATE VIEW shop.joined AS
        WITH few AS (SELECT id, kind FROM shop.printed WHERE kind LIKE 'b%')
        SELECT few.*, customer.name, count(*) OVER (PARTITION BY kind ORDER BY id
                                                     ROWS BETWEEN 1 PRECEDING AND CURRENT ROW) AS n
          FROM few JOIN shop.customer USING (id)
         WHERE substring(customer.name FROM 2) <> '' OR position('a' IN name) > 0
        """,
        "CREATE VIEW shop.both AS SELECT id FROM shop.printed UNION ALL SELECT id FROM shop.customer",
        "CREATE VIEW shop.whole AS SELECT p, p.id FROM shop.printed p GROUP BY p.*, p.id",
        """
        CREATE MATERIALIZED VIEW shop.gathered AS
        SELECT kind, count(*) AS n, array_agg(id ORDER BY id) AS ids FROM shop.printed GROUP BY kind
        """,
        "CREATE VIEW shop.\"A b\" (\"X\") AS SELECT \"a b\" FROM \"Odd \"\"name\"\"; --\".\"T\"\"able'; \\\"",
        """
        CREATE RULE add AS ON INSERT TO shop.printed WHERE new.kind IN ('a', 'x') DO ALSO
        UPDATE shop.animal SET name = new.kind WHERE id = new.id
        """,
        """
        CREATE TRIGGER few BEFORE UPDATE OF n ON shop.printed FOR EACH ROW
        WHEN (old.kind IN ('a', 'b') AND new.n BETWEEN 1 AND 2) EXECUTE PROCEDURE shop.touch()
        """,
        """
        CREATE POLICY few ON shop.printed USING (kind IN ('a', 'b') AND n BETWEEN 1 AND 2)
        WITH CHECK (kind::text = 'a' OR n::bigint > 4)
        """,
        "CREATE DOMAIN shop.letter AS varchar(3) DEFAULT 'a' CHECK (VALUE IN ('a', 'b'))",
        "ALTER TABLE shop.printed ALTER n SET STATISTICS 0, ALTER kind SET STATISTICS 50",
    };

    @ParameterizedTest
    @CsvSource({"9.6, 15", "10, 16", "11, 15", "12, 18", "13, 17"})
    void thereIsNoFalseAlarmAndEveryFaultIsFound(String from, String to) throws Exception {
        try (OwnPostgres source = OwnPostgres.ofVersion(from);
                OwnPostgres target = OwnPostgres.ofVersion(to)) {
            VersionScript.run(source.server(), DATABASE, from);
            source.server().execute(DATABASE, EXPRESSIONS);
            target.server()
                    .execute("postgres", "CREATE ROLE version_owner", "CREATE ROLE version_reader");
            Restored.from(source.server(), target.server(), DATABASE);
            ComparedPair pair = pair(source.server(), target.server());

            assertThat(pair.full()).isEmpty();

            target.server()
                    .execute(
                            DATABASE,
                            "UPDATE ONLY shop.animal SET name = 'none' WHERE id = 1",
                            "DROP INDEX shop.customer_lower",
                            "SELECT setval('shop.untouched', 8, false)",
                            "ALTER TABLE shop.printed ALTER n DROP NOT NULL",
                            "ALTER TABLE shop.printed ALTER day SET DEFAULT now()",
                            "ALTER TABLE shop.printed DROP CONSTRAINT places",
                            "ALTER TABLE shop.printed ADD CONSTRAINT places"
                                    + " CHECK (n + id * 2 > 0 AND n + id * 2 > 0)",
                            "CREATE OR REPLACE VIEW shop.names AS SELECT id, name"
                                    + " FROM shop.customer WHERE feeling <> 'ok'",
                            "DROP INDEX shop.printed_some",
                            "CREATE INDEX printed_some ON shop.printed (lower(kind), (n::int))"
                                    + " WHERE kind IN ('a', 'b') AND n BETWEEN 1 AND 9");

            assertThat(pair.full())
                    .extracting(found ->
                            "%s %s %s %s"
                                    .formatted(
                                            found.kind(),
                                            found.type(),
                                            found.object(),
                                            found.key()))
                    .containsExactlyInAnyOrder(
                            "changed row shop.animal id = (1)",
                            "missing index shop.customer_lower null",
                            "changed sequence shop.untouched null",
                            "changed column shop.printed n",
                            "changed column shop.printed day",
                            "changed constraint shop.printed places",
                            "changed view shop.names null",
                            "changed index shop.printed_some null");
        }
    }

    private static ComparedPair pair(TestPostgres source, TestPostgres target) {
        return new ComparedPair(new Endpoints(source.server(), target.server(), "none"), DATABASE);
    }
}

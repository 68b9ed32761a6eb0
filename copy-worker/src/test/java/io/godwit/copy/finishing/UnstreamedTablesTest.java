package io.godwit.copy.finishing;

import static org.assertj.core.api.Assertions.assertThat;

import io.godwit.common.migration.Side;
import io.godwit.common.testing.TestPostgres;
import io.godwit.copy.schema.SelectedTables;
import io.godwit.copy.sessions.Session;
import io.godwit.copy.sessions.Sessions;
import io.godwit.copy.testing.CopyFixture;
import io.godwit.copy.testing.RecordingContext;
import org.junit.jupiter.api.Test;

class UnstreamedTablesTest {
    private static final String[] TABLES = {
        "CREATE UNLOGGED TABLE \"No \"\"log\"\"; -- ü\" (id int, \"no \"\"log\" text,"
                + " twice int GENERATED ALWAYS AS (id * 2) STORED)",
        "CREATE UNLOGGED TABLE emptied (id int)",
        "CREATE TABLE keyed (id int PRIMARY KEY)",
        "CREATE TABLE logged (id int)",
        "CREATE TABLE latecomer (id int REFERENCES keyed)"
    };

    @Test
    void whatIsInNoStreamNowTakesThePlaceOfWhatWasCopied() {
        TestPostgres source = TestPostgres.source();
        TestPostgres target = TestPostgres.target();
        source.recreate("unstreamed");
        target.recreate("unstreamed");
        source.execute("unstreamed", TABLES);
        target.execute("unstreamed", TABLES);
        source.execute(
                "unstreamed",
                "INSERT INTO \"No \"\"log\"\"; -- ü\" SELECT i, E'\\\\N\\t' || i FROM"
                        + " generate_series(1, 5000) AS i",
                "CREATE PUBLICATION godwit_1 FOR TABLE logged, keyed",
                "INSERT INTO logged VALUES (1)",
                "INSERT INTO keyed VALUES (3)",
                "INSERT INTO latecomer VALUES (3), (3)");
        target.execute(
                "unstreamed",
                "INSERT INTO \"No \"\"log\"\"; -- ü\" VALUES (7, 'old')",
                "INSERT INTO emptied VALUES (8)");

        copyAgain();

        String rows = "SELECT t::text FROM \"No \"\"log\"\"; -- ü\" AS t ORDER BY id";
        assertThat(target.column("unstreamed", rows))
                .hasSize(5000)
                .isEqualTo(source.column("unstreamed", rows));
        assertThat(target.column("unstreamed", "SELECT id FROM emptied")).isEmpty();
        assertThat(target.column("unstreamed", "SELECT id FROM logged"))
                .as("what the stream brings is left to it")
                .isEmpty();
        assertThat(target.column("unstreamed", "SELECT id FROM latecomer"))
                .containsExactly("3", "3");
    }

    private static void copyAgain() {
        RecordingContext context = new RecordingContext();
        Sessions sessions = new Sessions(CopyFixture.CONNECTIONS);
        try (Session source = open(sessions, Side.SOURCE, context);
                Session target = open(sessions, Side.TARGET, context)) {
            UnstreamedTables.copyAgain(source, target, SelectedTables.ALL, "godwit_1", context);
        }
    }

    private static Session open(Sessions sessions, Side side, RecordingContext context) {
        return sessions.open(TestPostgres.endpoints(), side, "unstreamed", "test", context);
    }
}

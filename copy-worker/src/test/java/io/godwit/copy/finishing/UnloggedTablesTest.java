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

class UnloggedTablesTest {
    private static final String[] TABLES = {
        "CREATE UNLOGGED TABLE \"No \"\"log\"\"; -- ü\" (id int, \"no \"\"log\" text,"
                + " twice int GENERATED ALWAYS AS (id * 2) STORED)",
        "CREATE UNLOGGED TABLE emptied (id int)",
        "CREATE TABLE logged (id int)"
    };

    @Test
    void whatUnloggedTablesHaveNowTakesThePlaceOfWhatWasCopied() {
        TestPostgres source = TestPostgres.source();
        TestPostgres target = TestPostgres.target();
        source.recreate("unlogged");
        target.recreate("unlogged");
        source.execute("unlogged", TABLES);
        target.execute("unlogged", TABLES);
        source.execute(
                "unlogged",
                "INSERT INTO \"No \"\"log\"\"; -- ü\" SELECT i, E'\\\\N\\t' || i FROM"
                        + " generate_series(1, 5000) AS i",
                "INSERT INTO logged VALUES (1)");
        target.execute(
                "unlogged",
                "INSERT INTO \"No \"\"log\"\"; -- ü\" VALUES (7, 'old')",
                "INSERT INTO emptied VALUES (8)");

        copyAgain();

        String rows = "SELECT t::text FROM \"No \"\"log\"\"; -- ü\" AS t ORDER BY id";
        assertThat(target.column("unlogged", rows))
                .hasSize(5000)
                .isEqualTo(source.column("unlogged", rows));
        assertThat(target.column("unlogged", "SELECT id FROM emptied")).isEmpty();
        assertThat(target.column("unlogged", "SELECT id FROM logged")).isEmpty();
    }

    private static void copyAgain() {
        RecordingContext context = new RecordingContext();
        Sessions sessions = new Sessions(CopyFixture.CONNECTIONS);
        try (Session source = open(sessions, Side.SOURCE, context);
                Session target = open(sessions, Side.TARGET, context)) {
            UnloggedTables.copyAgain(source, target, SelectedTables.ALL, context);
        }
    }

    private static Session open(Sessions sessions, Side side, RecordingContext context) {
        return sessions.open(TestPostgres.endpoints(), side, "unlogged", "test", context);
    }
}

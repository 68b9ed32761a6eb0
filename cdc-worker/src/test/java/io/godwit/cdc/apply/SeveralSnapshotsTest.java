package io.godwit.cdc.apply;

import static org.assertj.core.api.Assertions.assertThat;

import io.godwit.common.migration.FailureCode;
import io.godwit.common.testing.TestPostgres;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// A copy that went on under another snapshot: each table has the transactions that its own
/// snapshot saw.
class SeveralSnapshotsTest extends AppliedDatabaseTests {
    private static final String VISIBLE = "SELECT txid_current_snapshot()::text";

    @Test
    void eachTableGetsWhatItsOwnSnapshotDidNotSee() throws SQLException {
        create(
                "several",
                "CREATE TABLE early (id int PRIMARY KEY, v text)",
                "CREATE TABLE late (id int PRIMARY KEY, v text)",
                "CREATE TABLE emptied (id int PRIMARY KEY, v text)",
                "INSERT INTO early SELECT n, 'first' FROM generate_series(1, 100) n",
                "INSERT INTO emptied SELECT n, 'first' FROM generate_series(1, 10) n");
        copied("copy/0", "early", database.source().value(VISIBLE));
        copied("copy/1", "emptied", database.source().value(VISIBLE));
        try (Connection open = TestPostgres.source().connect(database.source().name());
                Statement statement = open.createStatement()) {
            open.setAutoCommit(false);
            statement.execute("INSERT INTO early VALUES (1000, 'long')");
            statement.execute("INSERT INTO late VALUES (1000, 'long')");
            database.execute(
                    "BEGIN; UPDATE early SET v = 'second' WHERE id % 2 = 0;"
                            + " INSERT INTO late SELECT n, 'first' FROM generate_series(1, 50) n;"
                            + " TRUNCATE emptied;"
                            + " INSERT INTO late SELECT n, 'second' FROM generate_series(51, 70) n;"
                            + " COMMIT",
                    "INSERT INTO emptied VALUES (3, 'second')");
            copyNow("late");
            open.commit();
        }
        database.execute(
                "BEGIN; DELETE FROM early WHERE id < 10; UPDATE late SET v = 'third' WHERE id = 7;"
                        + " COMMIT");

        database.startApply();
        database.drain();

        assertThat(database.differences()).isEmpty();
        assertThat(
                        database.target(
                                "SELECT inserts || '/' || updates FROM _godwit.applied"
                                        + " WHERE name = 'late'"))
                .as("what the later snapshot saw is not applied again")
                .isEqualTo("1/1");
    }

    /// As its later snapshot shows it.
    private void copyNow(String table) {
        copied("copy/2", table, database.source().value(VISIBLE));
        List<String> rows =
                Stream.of(
                                database.source()
                                        .value(
                                                "SELECT string_agg(format('(%s, %L)', id, v), ';')"
                                                        + " FROM "
                                                        + table)
                                        .split(";", -1))
                        .toList();
        database.executeOnTarget("INSERT INTO " + table + " VALUES " + String.join(", ", rows));
    }

    private void copied(String work, String table, String visible) {
        database.executeOnTarget(
                "INSERT INTO _godwit.copied VALUES ('%s', 'public', '%s', '%s')"
                        .formatted(work, table, visible));
    }

    @Test
    void partsOfOneTableFromSeveralSnapshotsAreRefused() {
        create("several_parts", "CREATE TABLE t (id int PRIMARY KEY)");
        copied("copy/0", "t", "10:10:");
        copied("copy/1", "t", "10:11:");
        database.startApply();

        assertThat(database.awaitStopped().failure().code()).isEqualTo(FailureCode.INTERNAL_ERROR);
    }
}

package io.godwit.cdc.apply;

import static org.assertj.core.api.Assertions.assertThat;

import io.godwit.common.migration.Failure;
import io.godwit.common.migration.FailureCode;
import io.godwit.common.migration.Telemetry.ApplyProgress;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.Test;

/// From a real source over a real topic to a real target.
class ApplyDutyTest extends AppliedDatabaseTests {
    @Test
    void insertsUpdatesAndDeletesArriveAndTheMarkerIsMet() {
        create(
                "apply_walk",
                "CREATE TABLE t (id int PRIMARY KEY, v text)",
                "INSERT INTO t SELECT i, 'old ' || i FROM generate_series(1, 1000) AS i");
        database.startApply();
        database.execute(
                "INSERT INTO t SELECT i, 'new ' || i FROM generate_series(1001, 2000) AS i",
                "UPDATE t SET v = 'changed ' || id WHERE id % 3 = 0",
                "DELETE FROM t WHERE id % 5 = 0",
                "INSERT INTO t VALUES (5, 'again')",
                "UPDATE t SET v = NULL WHERE id = 7",
                "DELETE FROM t WHERE id = 8");
        database.drain();
        assertThat(database.differences()).isEmpty();
        assertThat(
                        database.target(
                                "SELECT inserts || '/' || updates || '/' || deletes FROM _godwit.bookmark"))
                .isEqualTo("1001/667/401");
    }

    @Test
    void whoeverHoldsUpApplyingIsNamedUntilItGoesOn() throws SQLException {
        create("apply_held_up", "CREATE TABLE t (id int PRIMARY KEY)");
        database.startApply();
        try (Connection holder = database.targetSession();
                Statement statement = holder.createStatement()) {
            statement.execute("SET application_name = 'a person''s session'");
            statement.execute("BEGIN; LOCK TABLE t");
            database.execute("INSERT INTO t VALUES (1)");

            database.await("the holder's name", () -> heldUp().contains("a person's session"));

            assertThat(heldUp())
                    .contains("applying waits for locks on the target that are held by process ")
                    .contains("idle in transaction, since 2");
            statement.execute("COMMIT");
        }
        database.drain();
        assertThat(database.differences()).isEmpty();
        database.await("nobody to be named", () -> heldUp().isEmpty());
    }

    private String heldUp() {
        return database.progress()
                .map(ApplyProgress::failure)
                .filter(failure -> failure.code() == FailureCode.LOCK_CONFLICT)
                .map(Failure::message)
                .orElse("");
    }
}

package io.godwit.copy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.godwit.common.messaging.WorkStoppedException;
import io.godwit.common.migration.DatabaseSpec;
import io.godwit.common.migration.FailureCode;
import io.godwit.common.migration.MigrationEvent.CutoverMarked;
import io.godwit.common.migration.MigrationException;
import io.godwit.common.migration.TableFilter;
import io.godwit.common.testing.TestPostgres;
import io.godwit.copy.testing.RecordingContext;
import io.godwit.copy.testing.Rehearsal;
import java.sql.Connection;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/// An attempt that stood still while others went on without it does no harm when it wakes up: what
/// is done here to whole databases is done by one session at a time, and by none that was given up.
class StragglerTest {
    private static final TestPostgres SOURCE = TestPostgres.source();
    private static final TestPostgres TARGET = TestPostgres.target();

    private static Rehearsal rehearsal(String database, String... statements) {
        SOURCE.recreate(database);
        SOURCE.execute(database, statements);
        DatabaseSpec spec = new DatabaseSpec(database, database, TableFilter.ALL);
        return new Rehearsal(database.replace('_', '-'), spec, true);
    }

    private static List<String> readOnly(String database) {
        return SOURCE.column(database, "SHOW default_transaction_read_only");
    }

    @Test
    void aFenceThatWasUndoneInTheMeantimeDoesNotCloseTheSource() throws Exception {
        String database = "late_fence";
        try (Rehearsal rehearsal = rehearsal(database)) {
            rehearsal.prepare();
            RecordingContext straggler = rehearsal.context();
            straggler.onConfirm(() -> {
                rehearsal.nextAttempt();
                rehearsal.undo();
            });

            assertThatThrownBy(rehearsal::markCutover).satisfies(StragglerTest::isCutOff);

            assertThat(readOnly(database)).containsExactly("off");
            assertThat(straggler.events(CutoverMarked.class)).isEmpty();
        }
    }

    @Test
    void anUndoingThatWasGivenUpDoesNotOpenTheFenceOfTheNextCutover() throws Exception {
        String database = "late_undoing";
        try (Rehearsal rehearsal = rehearsal(database)) {
            rehearsal.prepare();
            rehearsal.markCutover();
            rehearsal
                    .nextAttempt()
                    .onConfirm(() -> {
                        rehearsal.nextAttempt();
                        rehearsal.markCutover();
                    });

            assertThatThrownBy(() -> rehearsal.undoOnly("source-fenced/" + database))
                    .satisfies(StragglerTest::isCutOff);

            assertThat(readOnly(database)).containsExactly("on");
            rehearsal.undo();
            assertThat(readOnly(database)).containsExactly("off");
        }
    }

    @Test
    void aSwapThatAnotherAttemptHasMadeLeavesTheNewDatabaseOpen() throws Exception {
        String database = "late_swap";
        TARGET.recreate(database);
        TARGET.execute(database, "CREATE TABLE old_one (a int)");
        try (Rehearsal rehearsal = rehearsal(database, "CREATE TABLE new_one ()")) {
            rehearsal.fill();
            rehearsal
                    .context()
                    .onConfirm(() -> {
                        rehearsal.nextAttempt();
                        rehearsal.swap();
                    });

            assertThatThrownBy(rehearsal::swap).satisfies(StragglerTest::isCutOff);

            try (Connection application = TARGET.connect(database)) {
                assertThat(application.isValid(1)).isTrue();
            }
            assertThat(TARGET.column(database, "SELECT to_regclass('new_one')::text"))
                    .containsExactly("new_one");
            rehearsal.tidy();
        }
    }

    @Test
    void anAttemptThatTheLogHasGivenUpChangesNothing() throws Exception {
        String database = "given_up";
        try (Rehearsal rehearsal = rehearsal(database)) {
            rehearsal.prepare();
            RecordingContext context = rehearsal.context();
            context.onConfirm(() -> {
                throw new WorkStoppedException("given up");
            });

            assertThatThrownBy(rehearsal::markCutover).isInstanceOf(WorkStoppedException.class);

            assertThat(readOnly(database)).containsExactly("off");
            rehearsal.nextAttempt();
            rehearsal.undo();
        }
    }

    @AfterAll
    static void nothingIsLeft() {
        assertThat(TARGET.column("postgres", "SELECT datname FROM pg_database"))
                .noneMatch(name -> name.startsWith("godwit"));
    }

    private static void isCutOff(Throwable thrown) {
        assertThat(thrown)
                .isInstanceOfSatisfying(
                        MigrationException.class,
                        e -> assertThat(e.failure().code()).isEqualTo(FailureCode.CONNECTION_LOST));
    }
}

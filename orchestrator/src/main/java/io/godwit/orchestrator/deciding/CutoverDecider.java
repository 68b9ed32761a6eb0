package io.godwit.orchestrator.deciding;

import static io.godwit.orchestrator.deciding.RequestDecider.refuse;

import io.godwit.common.migration.ChangeKind;
import io.godwit.common.migration.FailureCode;
import io.godwit.common.migration.MigrationEvent.CutoverRequested;
import io.godwit.common.migration.MigrationEvent.PauseRequested;
import io.godwit.common.migration.MigrationEvent.ResumeRequested;
import io.godwit.common.migration.MigrationRequest.CutoverMigration;
import io.godwit.common.migration.WorkIds;
import io.godwit.orchestrator.deciding.ChangeStream.Status;
import java.util.List;
import java.util.Optional;

/// Answers what people ask of a migration that follows its source.
final class CutoverDecider {
    private CutoverDecider() {}

    static Decision cutover(MigrationState state, CutoverMigration request) {
        return unfit(state)
                .orElseGet(() -> {
                    String name = request.database();
                    List<DatabaseState> asked =
                            state.databases().values().stream()
                                    .filter(database ->
                                            name == null || database.name().equals(name))
                                    .toList();
                    if (asked.isEmpty()) {
                        return refuse(
                                FailureCode.DATABASE_NOT_IN_MIGRATION,
                                state.name() + " has no database " + name);
                    }
                    List<DatabaseState> left =
                            asked.stream()
                                    .filter(database -> !database.stream().swapped())
                                    .toList();
                    return left.isEmpty()
                            ? refuse(
                                    FailureCode.ALREADY_CUT_OVER,
                                    asked.getFirst().name() + " is cut over")
                            : cutover(state, request, left);
                });
    }

    private static Decision cutover(
            MigrationState state, CutoverMigration request, List<DatabaseState> databases) {
        for (DatabaseState database : databases) {
            if (database.stream().cutover() != null) {
                return refuse(FailureCode.CUTOVER_RUNNING, database.name() + " is being cut over");
            }
            // What a cutover before left closed: opening it later would open this one's fence too.
            if (!state.changes(ChangeKind.SOURCE_FENCED, database).isEmpty()) {
                return refuse(
                        FailureCode.CUTOVER_RUNNING,
                        "the fence of " + database.name() + " is still being opened");
            }
            if (!database.stream().ready()) {
                return refuse(
                        FailureCode.CUTOVER_TOO_EARLY,
                        database.name() + " has not caught up with the source, or is paused");
            }
        }
        return Decision.of(
                new CutoverRequested(
                        databases.stream().map(DatabaseState::name).toList(),
                        state.cutovers() + 1,
                        request.fence(),
                        request.timeoutMillis()));
    }

    static Decision pause(MigrationState state) {
        return unfit(state)
                .orElseGet(() -> {
                    if (anyCutover(state)) {
                        return refuse(
                                FailureCode.CUTOVER_RUNNING, state.name() + " is being cut over");
                    }
                    return state.paused()
                            ? refuse(FailureCode.NOT_FOLLOWING, state.name() + " is paused already")
                            : Decision.of(new PauseRequested());
                });
    }

    static Decision resume(MigrationState state) {
        return unfit(state)
                .orElseGet(() ->
                        state.paused() || anyStopped(state)
                                ? Decision.of(new ResumeRequested())
                                : refuse(
                                        FailureCode.NOT_PAUSED,
                                        state.name() + " is not paused, and nothing has stopped"));
    }

    private static Optional<Decision> unfit(MigrationState state) {
        if (!state.online()) {
            return Optional.of(
                    refuse(FailureCode.MODE_NOT_SUPPORTED, state.name() + " is not Online"));
        }
        return switch (state.phase()) {
            case MIGRATING -> Optional.empty();
            case VALIDATING ->
                    Optional.of(
                            refuse(
                                    FailureCode.CUTOVER_TOO_EARLY,
                                    state.name() + " is being validated"));
            case COMPLETING, CANCELING, DELETING, SUCCEEDED, FAILED, VALIDATION_FAILED, CANCELED ->
                    Optional.of(refuse(FailureCode.MIGRATION_ENDED, state.name() + " has ended"));
        };
    }

    /// Whether a database is taking its final name.
    static boolean swapping(MigrationState state) {
        return state.databases().values().stream()
                .anyMatch(database -> {
                    Cutover cutover = database.stream().cutover();
                    return cutover != null
                            && state.work(WorkIds.swapAfter(database.number(), cutover.number()))
                                    != null;
                });
    }

    private static boolean anyCutover(MigrationState state) {
        return state.databases().values().stream()
                .anyMatch(database -> database.stream().cutover() != null);
    }

    private static boolean anyStopped(MigrationState state) {
        return state.databases().values().stream()
                .map(DatabaseState::stream)
                .anyMatch(stream ->
                        stream.capture().is(Status.STOPPED) || stream.apply().is(Status.STOPPED));
    }
}

package io.godwit.orchestrator.deciding;

import io.godwit.common.migration.ComparisonLevel;
import io.godwit.common.migration.ComparisonPiece;
import io.godwit.common.migration.ComparisonScope;
import io.godwit.common.migration.Endpoints;
import io.godwit.common.migration.Failure;
import io.godwit.common.migration.FailureCode;
import io.godwit.common.migration.MigrationEvent.ComparisonEnded;
import io.godwit.common.migration.MigrationEvent.ComparisonRequested;
import io.godwit.common.migration.WorkIds;
import io.godwit.common.migration.WorkRef;
import io.godwit.common.migration.WorkerCommand;
import io.godwit.common.migration.WorkerCommand.ComparePiece;
import io.godwit.common.migration.WorkerCommand.CompareRemainder;
import io.godwit.common.migration.WorkerCommand.CompareSchema;
import io.godwit.common.migration.WorkerCommand.PlanComparison;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// What a comparison needs next. Each database: its plan, then the schema, what is in no table, and
/// the pieces, as many at once as the person allowed. It reads the migration's state and never
/// changes it.
final class ComparisonSteps {
    private final MigrationState state;
    private final ComparisonState comparison;
    private final Surroundings surroundings;
    private final RetryPolicy policy;
    private final Decision.Draft draft;
    private long free;

    private ComparisonSteps(
            MigrationState state,
            ComparisonState comparison,
            Surroundings surroundings,
            RetryPolicy policy,
            Decision.Draft draft) {
        this.state = state;
        this.comparison = comparison;
        this.surroundings = surroundings;
        this.policy = policy;
        this.draft = draft;
        this.free = comparison.request().parallelism() - comparison.outstanding();
    }

    static void move(
            MigrationState state,
            Surroundings surroundings,
            RetryPolicy policy,
            Decision.Draft draft) {
        ComparisonState comparison = state.comparison();
        if (comparison != null && !comparison.ended()) {
            new ComparisonSteps(state, comparison, surroundings, policy, draft).move();
        }
    }

    /// Whether source and target can be compared now: the copy is complete and followed, or it has
    /// its final name.
    static boolean comparable(MigrationState state) {
        return state.spec().option().migrates()
                && switch (state.phase()) {
                    case SUCCEEDED -> true;
                    case MIGRATING ->
                            state.online()
                                    && state.databases().values().stream()
                                            .allMatch(database ->
                                                    database.stream().swapped()
                                                            || state.finished(database));
                    case VALIDATING,
                            COMPLETING,
                            CANCELING,
                            DELETING,
                            FAILED,
                            VALIDATION_FAILED,
                            CANCELED ->
                            false;
                };
    }

    private void move() {
        Failure failure = comparison.failure(policy);
        if (!comparable(state)) {
            end(
                    Failure.of(
                            FailureCode.NOTHING_TO_COMPARE,
                            "the migration went on to where nothing is"));
        } else if (failure != null) {
            end(failure);
        } else {
            SilentAttempts.giveUp(attempts(), surroundings, policy, draft);
            if (state.databases().values().stream().filter(this::compared).count()
                    == state.databases().size()) {
                end(null);
            }
        }
    }

    private void end(@Nullable Failure failure) {
        draft.fact(new ComparisonEnded(comparison.number(), comparison.differing(), failure));
    }

    private Stream<WorkRef> attempts() {
        return comparison.works().values().stream()
                .filter(WorkState::outstanding)
                .map(WorkState::ref);
    }

    /// Issues what is due.
    ///
    /// @return whether nothing of the database is left
    private boolean compared(DatabaseState database) {
        Names names = names(database);
        boolean whole = request().level() != ComparisonLevel.SCHEMA;
        boolean rows = !whole || rows(database, names);
        boolean schema = schema(database, names);
        boolean remainder = !whole || remainder(database, names);
        return rows && schema && remainder;
    }

    private boolean schema(DatabaseState database, Names names) {
        return step(
                database,
                WorkIds.compareSchema(comparison.number(), database.number()),
                ref ->
                        new CompareSchema(
                                ref, endpoints(), names.source(), names.target(), names.scope()));
    }

    /// Sequences and large objects.
    private boolean remainder(DatabaseState database, Names names) {
        return step(
                database,
                WorkIds.compareRemainder(comparison.number(), database.number()),
                ref ->
                        new CompareRemainder(
                                ref, endpoints(), names.source(), names.target(), names.scope()));
    }

    private boolean rows(DatabaseState database, Names names) {
        boolean planned =
                step(
                        database,
                        WorkIds.planComparison(comparison.number(), database.number()),
                        ref ->
                                new PlanComparison(
                                        ref,
                                        endpoints(),
                                        names.source(),
                                        names.target(),
                                        names.scope(),
                                        request().parallelism()));
        return planned && pieces(database, names);
    }

    private boolean pieces(DatabaseState database, Names names) {
        List<ComparisonPiece> pieces = comparison.pieces(database.name()).pieces();
        boolean all = true;
        for (ComparisonPiece piece : pieces) {
            all &=
                    step(
                            database,
                            WorkIds.comparePiece(
                                    comparison.number(), database.number(), piece.number()),
                            ref ->
                                    new ComparePiece(
                                            ref,
                                            endpoints(),
                                            names.source(),
                                            names.target(),
                                            names.scope(),
                                            piece));
        }
        return all;
    }

    private record Names(String source, String target, ComparisonScope scope) {}

    private Names names(DatabaseState database) {
        boolean staged = state.online() && !database.stream().swapped();
        return new Names(
                database.name(),
                staged ? state.staging(database) : database.spec().targetName(),
                new ComparisonScope(
                        request().level(),
                        database.spec().tables(),
                        request().tables(),
                        staged,
                        share()));
    }

    /// Of the rows per second that are allowed, one command's part.
    private long share() {
        long all = request().rowsPerSecond();
        return all == 0 ? 0 : Math.max(1, all / request().parallelism());
    }

    private ComparisonRequested request() {
        return comparison.request();
    }

    private Endpoints endpoints() {
        String own = request().secretId();
        Endpoints endpoints = state.spec().endpoints();
        return own == null ? endpoints : new Endpoints(endpoints.source(), endpoints.target(), own);
    }

    /// @return whether it is done
    private boolean step(
            DatabaseState database, String id, Function<WorkRef, WorkerCommand> command) {
        WorkState work = comparison.work(id);
        if (free > 0 && Issuing.due(work, surroundings.now(), policy)) {
            draft.issue(command.apply(Issuing.next(work, state, id, database.name(), 0)));
            free--;
        }
        return work != null && work.isDone();
    }
}

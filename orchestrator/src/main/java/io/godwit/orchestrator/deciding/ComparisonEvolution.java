package io.godwit.orchestrator.deciding;

import io.godwit.common.migration.MigrationEvent;
import io.godwit.common.migration.MigrationEvent.ComparisonEnded;
import io.godwit.common.migration.MigrationEvent.ComparisonPlanned;
import io.godwit.common.migration.MigrationEvent.ComparisonRequested;
import io.godwit.common.migration.MigrationEvent.PieceCompared;
import io.godwit.common.migration.MigrationEvent.PiecesPlanned;
import io.godwit.common.migration.MigrationEvent.WorkFailed;
import io.godwit.common.migration.MigrationEvent.WorkIssued;
import io.godwit.common.migration.MigrationEvent.WorkStopped;
import io.godwit.common.migration.WorkIds;
import io.godwit.common.migration.WorkRef;
import io.godwit.orchestrator.deciding.ComparisonState.Pieces;
import java.time.Instant;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/// How facts change the latest comparison of a migration, and nothing else of it.
final class ComparisonEvolution {
    private ComparisonEvolution() {}

    /// The piece of a comparison's work that a fact is about, if it is.
    static Optional<WorkRef> workOf(MigrationEvent event) {
        WorkRef work =
                switch (event) {
                    case WorkIssued issued -> issued.work();
                    case WorkFailed failed -> failed.work();
                    case WorkStopped stopped -> stopped.work();
                    case PiecesPlanned planned -> planned.work();
                    case ComparisonPlanned planned -> planned.work();
                    case PieceCompared compared -> compared.work();
                    default -> null;
                };
        return Optional.ofNullable(work).filter(known -> WorkIds.ofComparison(known.id()));
    }

    /// @param work as of [#workOf]
    static @Nullable ComparisonState evolve(
            @Nullable ComparisonState state, MigrationEvent event, WorkRef work, Instant at) {
        if (state == null || state.ended() || !WorkIds.isOf(state.number(), work.id())) {
            return state;
        }
        return switch (event) {
            case WorkIssued _ -> issued(state, work, at);
            case WorkFailed failed ->
                    answered(state, work, known -> known.failed(failed.failure(), at));
            case WorkStopped _ -> answered(state, work, known -> known.stopped(at));
            case PiecesPlanned planned ->
                    state.with(work, pieces(state, work).with(work.attempt(), planned.pieces()));
            case ComparisonPlanned planned -> planned(state, work, planned, at);
            case PieceCompared compared ->
                    state.done(work.id())
                            ? state
                            : done(state, work, at).found(compared.differing());
            default -> state;
        };
    }

    static ComparisonState requested(
            @Nullable ComparisonState state, ComparisonRequested requested) {
        return state != null && state.number() >= requested.number()
                ? state
                : ComparisonState.of(requested);
    }

    static @Nullable ComparisonState ended(@Nullable ComparisonState state, ComparisonEnded ended) {
        return state != null && state.number() == ended.number() ? state.asEnded() : state;
    }

    private static Pieces pieces(ComparisonState state, WorkRef work) {
        return state.pieces(WorkRef.databaseOf(work));
    }

    private static ComparisonState planned(
            ComparisonState state, WorkRef work, ComparisonPlanned planned, Instant at) {
        Pieces pieces = pieces(state, work).completed(work.attempt(), planned.pieces());
        return pieces.complete() ? done(state.with(work, pieces), work, at) : state;
    }

    private static ComparisonState issued(ComparisonState state, WorkRef ref, Instant at) {
        WorkState before = state.work(ref.id());
        return before != null && before.ref().attempt() >= ref.attempt()
                ? state
                : state.with(WorkState.issued(ref, at, before));
    }

    private static ComparisonState answered(
            ComparisonState state, WorkRef ref, UnaryOperator<WorkState> answer) {
        WorkState work = state.work(ref.id());
        return work != null && work.outstanding() && work.ref().equals(ref)
                ? state.with(answer.apply(work))
                : state;
    }

    private static ComparisonState done(ComparisonState state, WorkRef ref, Instant at) {
        WorkState work = state.work(ref.id());
        return work == null || work.isDone() ? state : state.with(work.done(at));
    }
}

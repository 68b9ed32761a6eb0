package io.godwit.orchestrator.deciding;

import io.godwit.common.migration.ComparisonPiece;
import io.godwit.common.migration.Failure;
import io.godwit.common.migration.MigrationEvent.ComparisonRequested;
import io.godwit.common.migration.WorkRef;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A comparison that a person asked for. Its works are its own: the migration neither waits for
/// them nor fails with them.
///
/// @param works by id
/// @param plans by the database's name on the source
/// @param ended whether nothing more is to be done
record ComparisonState(
        ComparisonRequested request,
        Map<String, WorkState> works,
        Map<String, Pieces> plans,
        long differing,
        boolean ended) {

    /// What a database is compared in.
    ///
    /// @param attempt that made this plan
    /// @param complete whether all of it is known
    record Pieces(int attempt, List<ComparisonPiece> pieces, boolean complete) {
        static final Pieces NONE = new Pieces(0, List.of(), false);

        /// A later attempt's plan replaces an earlier one's that is not complete.
        Pieces with(int from, List<ComparisonPiece> more) {
            if (complete || from < attempt) {
                return this;
            }
            List<ComparisonPiece> all = new ArrayList<>(from == attempt ? pieces : List.of());
            more.stream().filter(piece -> !all.contains(piece)).forEach(all::add);
            return new Pieces(from, List.copyOf(all), false);
        }

        Pieces completed(int from, int expected) {
            Pieces here = with(from, List.of());
            boolean all = here.attempt == from && here.pieces.size() == expected;
            return here.complete || !all ? here : new Pieces(from, here.pieces, true);
        }
    }

    static ComparisonState of(ComparisonRequested request) {
        return new ComparisonState(request, Map.of(), Map.of(), 0, false);
    }

    int number() {
        return request.number();
    }

    @Nullable WorkState work(String id) {
        return works.get(id);
    }

    boolean done(String id) {
        WorkState work = work(id);
        return work != null && work.isDone();
    }

    Pieces pieces(String database) {
        return plans.getOrDefault(database, Pieces.NONE);
    }

    long outstanding() {
        return works.values().stream().filter(WorkState::outstanding).count();
    }

    /// Why it cannot be finished, null while it can.
    @Nullable Failure failure(RetryPolicy policy) {
        return works.values().stream()
                .filter(work -> work.fatal(policy))
                .map(WorkState::failure)
                .findFirst()
                .orElse(null);
    }

    ComparisonState with(WorkState work) {
        Map<String, WorkState> all = new LinkedHashMap<>(works);
        all.put(work.ref().id(), work);
        return new ComparisonState(request, all, plans, differing, ended);
    }

    ComparisonState with(WorkRef work, Pieces pieces) {
        Map<String, Pieces> all = new LinkedHashMap<>(plans);
        all.put(WorkRef.databaseOf(work), pieces);
        return new ComparisonState(request, works, all, differing, ended);
    }

    ComparisonState found(long more) {
        return new ComparisonState(request, works, plans, differing + more, ended);
    }

    /// What is known of the pieces is not needed any more.
    ComparisonState asEnded() {
        return new ComparisonState(request, Map.of(), Map.of(), differing, true);
    }
}

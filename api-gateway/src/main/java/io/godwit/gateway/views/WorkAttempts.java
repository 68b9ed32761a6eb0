package io.godwit.gateway.views;

import io.godwit.common.migration.Failure;
import io.godwit.common.migration.WorkRef;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The newest attempt at each piece of work. A fact about an attempt counts once, whenever it
/// arrives.
final class WorkAttempts {
    enum Status {
        ISSUED,
        FAILED,
        STOPPED,
        DONE
    }

    /// @param failure of the attempt before, or of this one if it failed
    record Attempt(
            WorkRef work,
            Status status,
            Instant since,
            @Nullable Failure failure,
            @Nullable Instant failedAt) {}

    private final Map<String, Attempt> newest = new LinkedHashMap<>();

    /// @return whether the attempt is news
    boolean issued(WorkRef work, Instant at) {
        Attempt known = newest.get(work.id());
        if (known != null && known.work().attempt() >= work.attempt()) {
            return false;
        }
        Failure failure = known == null ? null : known.failure();
        Instant failedAt = known == null ? null : known.failedAt();
        newest.put(work.id(), new Attempt(work, Status.ISSUED, at, failure, failedAt));
        return true;
    }

    void failed(WorkRef work, Failure failure, Instant at) {
        if (isCurrent(work)) {
            newest.put(work.id(), new Attempt(work, Status.FAILED, at, failure, at));
        }
    }

    void stopped(WorkRef work, Instant at) {
        if (isCurrent(work)) {
            newest.put(work.id(), new Attempt(work, Status.STOPPED, at, null, null));
        }
    }

    /// Whether nothing is known of that work under a later snapshot.
    boolean counts(WorkRef work) {
        Attempt known = newest.get(work.id());
        return known == null || known.work().generation() <= work.generation();
    }

    /// What was done under earlier snapshots is to be done anew.
    ///
    /// @return whether it is news
    boolean undone(String id, WorkRef by, Instant at) {
        Attempt known = newest.get(id);
        if (known == null || known.work().generation() >= by.generation()) {
            return false;
        }
        WorkRef anew = known.work().under(by.generation());
        newest.put(id, new Attempt(anew, Status.STOPPED, at, null, null));
        return true;
    }

    /// An older attempt's success counts too, unless the work was begun anew in a later run or
    /// under a later snapshot.
    void done(WorkRef work, Instant at) {
        if (!counts(work)) {
            return;
        }
        Attempt known = newest.get(work.id());
        if (known == null || (known.work().run() <= work.run() && known.status() != Status.DONE)) {
            WorkRef latest =
                    known == null || known.work().attempt() < work.attempt() ? work : known.work();
            newest.put(work.id(), new Attempt(latest, Status.DONE, at, null, null));
        }
    }

    private boolean isCurrent(WorkRef work) {
        Attempt known = newest.get(work.id());
        return counts(work)
                && (known == null
                        || (known.work().attempt() <= work.attempt()
                                && known.status() != Status.DONE));
    }

    @Nullable Attempt newest(String id) {
        return newest.get(id);
    }

    /// Work that failed at least once and has not succeeded since.
    List<Attempt> unresolved() {
        return newest.values().stream().filter(attempt -> attempt.failure() != null).toList();
    }

    /// Work of that database under earlier snapshots does not count any more.
    void startOver(String database, int generation) {
        newest.values()
                .removeIf(attempt ->
                        database.equals(attempt.work().database())
                                && attempt.work().generation() < generation);
    }
}

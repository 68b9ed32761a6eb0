package io.godwit.gateway.views;

import io.godwit.common.migration.Failure;
import io.godwit.common.migration.Following;
import io.godwit.common.migration.MigrationEvent.CutoverDrained;
import io.godwit.common.migration.MigrationEvent.CutoverGivenUp;
import io.godwit.common.migration.MigrationEvent.CutoverMarked;
import io.godwit.common.migration.MigrationEvent.CutoverRequested;
import io.godwit.common.migration.MigrationEvent.StreamStopped;
import io.godwit.common.migration.Telemetry;
import io.godwit.common.migration.Telemetry.ApplyProgress;
import io.godwit.common.migration.Telemetry.CaptureProgress;
import io.godwit.common.migration.Telemetry.TableApplied;
import io.godwit.common.migration.WorkIds;
import io.godwit.common.migration.WorkRef;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What is known of how one database is followed, by facts and by telemetry. A fact that comes
/// again changes nothing.
final class FollowingProgress {
    /// A table as telemetry names it.
    record TableName(String schema, String name) {}

    /// Why a duty stopped, until it is asked for again.
    record Stopped(WorkRef work, Failure failure, Instant at) {}

    /// One cutover.
    static final class Cutover {
        final int number;
        final boolean fence;
        final Instant requested;
        @Nullable Instant paused;
        @Nullable Instant drained;
        @Nullable Failure givenUp;
        @Nullable Instant ended;

        private Cutover(CutoverRequested requested, Instant at) {
            this.number = requested.number();
            this.fence = requested.fence();
            this.requested = at;
        }

        boolean underWay() {
            return ended == null;
        }
    }

    final Map<TableName, TableApplied> tables = new HashMap<>();
    final Map<String, Stopped> stopped = new HashMap<>();
    private final Map<String, Instant> asked = new HashMap<>();
    @Nullable Following following;
    @Nullable CaptureProgress capture;
    @Nullable ApplyProgress apply;
    @Nullable Cutover cutover;
    boolean caughtUp;
    boolean applying;
    boolean ended;

    /// A duty was asked for: what stopped it before is mended.
    void requested(WorkRef work, Instant at) {
        asked.put(work.id(), at);
        Stopped known = stopped.get(work.id());
        if (known != null && known.work().attempt() < work.attempt()) {
            stopped.remove(work.id());
        }
        applying |= WorkIds.isApply(work.id());
    }

    void stopped(StreamStopped fact, Instant at) {
        Stopped known = stopped.get(fact.work().id());
        if (known == null || known.work().attempt() < fact.work().attempt()) {
            stopped.put(fact.work().id(), new Stopped(fact.work(), fact.failure(), at));
        }
    }

    void cutover(CutoverRequested fact, Instant at) {
        Cutover known = cutover;
        if (known == null || known.number < fact.number()) {
            cutover = new Cutover(fact, at);
        }
    }

    void marked(CutoverMarked fact) {
        Cutover known = cutover;
        if (known != null && WorkIds.cutoverOf(fact.work().id()) == known.number) {
            known.paused = known.paused == null ? fact.paused() : known.paused;
        }
    }

    void drained(CutoverDrained fact, Instant at) {
        Cutover known = cutover;
        if (known != null && known.number == fact.number() && known.drained == null) {
            known.drained = at;
        }
    }

    void givenUp(CutoverGivenUp fact, Instant at) {
        Cutover known = cutover;
        if (known != null && known.number == fact.number() && known.underWay()) {
            known.givenUp = fact.failure();
            known.ended = at;
        }
    }

    void swapped(Instant at) {
        Cutover known = cutover;
        if (known != null && known.underWay()) {
            known.ended = at;
        }
    }

    /// Nothing follows any more: all of it is on the target, or it was given up.
    boolean drained() {
        Cutover known = cutover;
        return ended || (known != null && known.underWay() && known.drained != null);
    }

    /// When its duty spoke, or was asked for since.
    Instant heard(Telemetry telemetry) {
        Instant begun = asked.getOrDefault(telemetry.work().id(), telemetry.at());
        return begun.isAfter(telemetry.at()) ? begun : telemetry.at();
    }

    void said(CaptureProgress news) {
        CaptureProgress known = capture;
        capture = known != null && news.at().isBefore(known.at()) ? known : news;
    }

    void said(ApplyProgress news) {
        ApplyProgress known = apply;
        apply = known != null && news.at().isBefore(known.at()) ? known : news;
    }

    void said(TableApplied news) {
        tables.merge(
                new TableName(news.schema(), news.table()),
                news,
                (known, later) -> later.at().isBefore(known.at()) ? known : later);
    }
}

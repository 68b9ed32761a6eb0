package io.godwit.gateway.views;

import io.godwit.common.migration.ComparedTable;
import io.godwit.common.migration.CopiedPart;
import io.godwit.common.migration.DatabaseSpec;
import io.godwit.common.migration.MigrationEvent.CopiesPlanned;
import io.godwit.common.migration.MigrationEvent.DatabasePrepared;
import io.godwit.common.migration.MigrationEvent.IndexesBuilt;
import io.godwit.common.migration.MigrationEvent.IndexesPlanned;
import io.godwit.common.migration.MigrationEvent.TablesCompared;
import io.godwit.common.migration.MigrationEvent.TablesCopied;
import io.godwit.common.migration.MigrationEvent.TablesPlanned;
import io.godwit.common.migration.MigrationNames;
import io.godwit.common.migration.PlannedCopy;
import io.godwit.common.migration.WorkIds;
import io.godwit.common.migration.WorkRef;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// What is known of one database of a migration. Facts of snapshots before the one it started over
/// with do not count; a fact that comes again changes nothing.
final class DatabaseProgress {
    /// @param since when its work was issued, if that is known
    /// @param at when the rows were committed
    record Copied(long rows, long bytes, @Nullable Instant since, Instant at) {}

    record Compared(WorkRef work, ComparedTable table) {
        /// A late answer of an attempt that was given up does not count.
        Compared orLater(Compared news) {
            boolean same = work.id().equals(news.work.id());
            return same && news.work.attempt() <= work.attempt() ? this : news;
        }
    }

    /// A part of a table in this database's plan.
    record PartKey(int table, int part) {}

    final int number;
    final DatabaseSpec spec;
    final Map<PartKey, Copied> copied = new HashMap<>();
    final Set<Integer> built = new HashSet<>();
    final Map<Integer, Compared> compared = new HashMap<>();
    final FollowingProgress following = new FollowingProgress();
    private final TreeMap<Plan.Version, Plan> plans = new TreeMap<>();
    private int since;
    private int snapshot;
    @Nullable Instant started;
    @Nullable Instant finished;
    @Nullable Instant swapped;

    DatabaseProgress(int number, DatabaseSpec spec) {
        this.number = number;
        this.spec = spec;
    }

    /// @param generation 0 of work that needs no snapshot
    boolean counts(int generation) {
        return generation == 0 || generation >= since;
    }

    /// @return whether the snapshot is news
    boolean snapshotRequested(int generation, Instant at) {
        if (generation <= snapshot) {
            return false;
        }
        snapshot = generation;
        started = started == null ? at : started;
        return true;
    }

    /// The name that it has on the target while it is filled and followed; null before and after.
    @Nullable String staging(String instance) {
        return started == null || swapped != null
                ? null
                : MigrationNames.staging(instance, spec.name(), Math.max(since, 1));
    }

    /// @return whether it is news
    boolean startedOver(int generation) {
        if (generation <= since) {
            return false;
        }
        since = generation;
        plans.keySet().removeIf(version -> version.generation() < generation);
        copied.clear();
        built.clear();
        compared.clear();
        started = null;
        finished = null;
        swapped = null;
        return true;
    }

    void issued(WorkRef work, Instant at) {
        if (WorkIds.kind(work.id()) != WorkIds.Kind.VALIDATION) {
            started = started == null ? at : started;
        }
    }

    void planned(TablesPlanned fact) {
        if (counts(fact.work().generation())) {
            Plan plan = plan(fact.work());
            fact.tables().forEach(table -> plan.tables.put(table.table().id(), table));
        }
    }

    void planned(CopiesPlanned fact) {
        if (counts(fact.work().generation())) {
            Plan plan = plan(fact.work());
            fact.copies().forEach(copy -> plan.copies.put(copy.number(), copy));
        }
    }

    void planned(IndexesPlanned fact) {
        if (counts(fact.work().generation())) {
            Plan plan = plan(fact.work());
            fact.builds().forEach(build -> plan.builds.put(build.number(), build));
        }
    }

    private Plan plan(WorkRef work) {
        return plans.computeIfAbsent(Plan.Version.of(work), _ -> new Plan());
    }

    void prepared(DatabasePrepared fact, Instant at) {
        if (counts(fact.work().generation())) {
            Plan plan = plan(fact.work());
            plan.completeAt = plan.completeAt == null ? at : plan.completeAt;
        }
    }

    void copied(TablesCopied fact, @Nullable Instant since, Instant at) {
        if (counts(fact.work().generation())) {
            for (CopiedPart part : fact.parts()) {
                copied.putIfAbsent(
                        new PartKey(part.table(), part.part()),
                        new Copied(part.rows(), part.bytes(), since, at));
            }
        }
    }

    /// Its tables are empty again.
    void undone(int copy) {
        PlannedCopy planned = plan().copies.get(copy);
        if (planned != null) {
            planned.parts().forEach(part -> copied.remove(new PartKey(part.table(), part.part())));
        }
    }

    void built(IndexesBuilt fact) {
        if (counts(fact.work().generation())) {
            built.add(fact.build());
        }
    }

    void compared(TablesCompared fact) {
        if (counts(fact.work().generation())) {
            for (ComparedTable table : fact.tables()) {
                Compared news = new Compared(fact.work(), table);
                compared.merge(table.table(), news, Compared::orLater);
            }
        }
    }

    void finished(WorkRef work, Instant at) {
        if (counts(work.generation()) && finished == null) {
            finished = at;
        }
    }

    void swapped(WorkRef work, Instant at) {
        if (counts(work.generation()) && swapped == null) {
            swapped = at;
        }
    }

    /// The newest complete plan, else the newest that is coming in.
    Plan plan() {
        Plan newest = Plan.NONE;
        for (Plan candidate : plans.descendingMap().values()) {
            if (candidate.complete()) {
                return candidate;
            }
            newest = newest == Plan.NONE ? candidate : newest;
        }
        return newest;
    }
}

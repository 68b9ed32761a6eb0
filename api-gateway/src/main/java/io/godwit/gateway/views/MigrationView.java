package io.godwit.gateway.views;

import io.godwit.common.migration.Envelope;
import io.godwit.common.migration.MigrationEvent;
import io.godwit.common.migration.MigrationEvent.MigrationCreated;
import io.godwit.common.migration.MigrationEvent.MigrationDeleted;
import io.godwit.common.migration.MigrationEvent.TablesCopied;
import io.godwit.common.migration.MigrationSpec;
import io.godwit.common.migration.RuleResult;
import io.godwit.common.migration.State;
import io.godwit.common.migration.Telemetry;
import io.godwit.common.migration.Telemetry.ApplyProgress;
import io.godwit.common.migration.Telemetry.CaptureProgress;
import io.godwit.common.migration.Telemetry.PartProgress;
import io.godwit.common.migration.Telemetry.TableApplied;
import io.godwit.common.migration.Telemetry.WorkAlive;
import io.godwit.common.migration.WorkRef;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// The fold of everything that was said about one name: the migration that has it now, if any.
/// Telemetry may come before the facts that it belongs to; it is weighed when somebody looks.
/// Thread-safe.
public final class MigrationView {
    /// The part that a telemetry belongs to.
    record LiveKey(@Nullable String database, int table, int part) {}

    private final Set<String> createdBefore = new HashSet<>();
    private final Map<LiveKey, PartProgress> live = new HashMap<>();
    private @Nullable MigrationProgress progress;

    public synchronized void evolve(Envelope<MigrationEvent> fact) {
        switch (fact.payload()) {
            case MigrationCreated created -> create(fact, created.spec());
            case MigrationDeleted _ -> delete();
            default -> {
                if (progress != null) {
                    progress.evolve(fact);
                    forgetTelemetryOf(fact.payload());
                }
            }
        }
    }

    /// Of parts that are copied, so that memory is for what is under way.
    private void forgetTelemetryOf(MigrationEvent fact) {
        if (fact instanceof TablesCopied copied) {
            String database = copied.work().database();
            copied.parts()
                    .forEach(part -> live.remove(new LiveKey(database, part.table(), part.part())));
        }
    }

    private void create(Envelope<MigrationEvent> fact, MigrationSpec spec) {
        if (createdBefore.add(fact.id()) && progress == null) {
            progress = new MigrationProgress(spec, fact.at());
        }
    }

    private void delete() {
        progress = null;
        live.clear();
    }

    public synchronized void evolve(Telemetry telemetry) {
        switch (telemetry) {
            case WorkAlive _ -> {
                // The orchestrator's lease; nothing to show.
            }
            case PartProgress part ->
                    live.merge(
                            new LiveKey(part.work().database(), part.table(), part.part()),
                            part,
                            MigrationView::later);
            case CaptureProgress said -> on(said, known -> known.said(said));
            case ApplyProgress said -> on(said, known -> known.said(said));
            case TableApplied said -> on(said, known -> known.said(said));
        }
    }

    /// What was said before the migration began was said of another of its name.
    private void on(Telemetry telemetry, Consumer<FollowingProgress> change) {
        MigrationProgress known = progress;
        if (known != null && !telemetry.at().isBefore(known.started)) {
            DatabaseProgress database = known.databases.get(WorkRef.databaseOf(telemetry.work()));
            if (database != null) {
                change.accept(database.following);
            }
        }
    }

    private static PartProgress later(PartProgress known, PartProgress news) {
        return news.at().isBefore(known.at()) ? known : news;
    }

    public synchronized boolean exists() {
        return progress != null;
    }

    /// What was asked for, if the migration exists.
    public synchronized Optional<MigrationSpec> spec() {
        return Optional.ofNullable(progress).map(known -> known.spec);
    }

    public synchronized Optional<State> state() {
        return Optional.ofNullable(progress).map(known -> known.state);
    }

    public synchronized Optional<MigrationSummary> summary(Instant now) {
        return Optional.ofNullable(progress).map(known -> Summaries.summary(known, now));
    }

    public synchronized Optional<MigrationDetails> details(Instant now) {
        return Optional.ofNullable(progress).map(known -> new Details(known, live, now).details());
    }

    /// The results of all rules that were checked: of the servers, then of each database.
    public synchronized List<RuleResult> rules() {
        List<RuleResult> all = new ArrayList<>(rules(null));
        if (progress != null) {
            progress.databases.keySet().forEach(database -> all.addAll(rules(database)));
        }
        return all;
    }

    /// The results of the rules about a database, or about the servers if it is null.
    public synchronized List<RuleResult> rules(@Nullable String database) {
        MigrationProgress known = progress;
        List<RuleResult> found = known == null ? null : known.validations.rules(database);
        return found == null ? List.of() : found;
    }

    /// How the target's surroundings differ from the source's.
    public synchronized List<ScopedDifference> differences() {
        MigrationProgress known = progress;
        return known == null ? List.of() : known.validations.differences();
    }

    /// Every table of a database in the order of the plan; nothing if there is no such database.
    public synchronized Optional<List<TableDetails>> tables(String database) {
        MigrationProgress known = progress;
        if (known == null) {
            return Optional.empty();
        }
        return Optional.ofNullable(known.databases.get(database))
                .map(found -> new TableTally(known, found, live).tables());
    }

    /// The comparisons that were asked for, the newest first.
    public synchronized List<ComparisonRun> comparisons() {
        return progress == null ? List.of() : progress.comparisons.all();
    }

    /// With its tables and differences.
    public synchronized Optional<ComparisonRun> comparison(int number) {
        return Optional.ofNullable(progress).flatMap(known -> known.comparisons.find(number));
    }

    @Override
    public synchronized String toString() {
        return Objects.toString(progress == null ? null : progress.spec.name());
    }
}

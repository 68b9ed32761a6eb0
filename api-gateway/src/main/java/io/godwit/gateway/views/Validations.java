package io.godwit.gateway.views;

import io.godwit.common.migration.DatabaseEstimate;
import io.godwit.common.migration.EnvironmentDifference;
import io.godwit.common.migration.Fix;
import io.godwit.common.migration.MigrationEvent.DatabaseEstimated;
import io.godwit.common.migration.MigrationEvent.EnvironmentCompared;
import io.godwit.common.migration.MigrationEvent.RuleObjectsFound;
import io.godwit.common.migration.MigrationEvent.RulesChecked;
import io.godwit.common.migration.RuleResult;
import io.godwit.common.migration.RuleStatus;
import io.godwit.common.migration.WorkRef;
import io.godwit.gateway.views.MigrationDetails.ValidationRun;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// What the validations of a migration found. A later one that asked only some rules replaces what
/// it asked, and leaves the rest as it was.
final class Validations {
    /// What one rule found beyond what fits into its result.
    private record Further(List<String> objects, List<Fix> fixes) {
        static final Further NONE = new Further(List.of(), List.of());

        Further and(Further more) {
            return new Further(joined(objects, more.objects), joined(fixes, more.fixes));
        }
    }

    private final Map<String, WorkRef> newest = new HashMap<>();
    private final Map<String, Map<String, RuleResult>> results = new LinkedHashMap<>();
    private final Map<WorkRef, Map<String, Further>> further = new HashMap<>();
    private final Map<String, DatabaseEstimate> estimates = new HashMap<>();
    private final Map<String, EnvironmentCompared> environments = new LinkedHashMap<>();
    private final List<ValidationRun> runs = new ArrayList<>();

    void found(RuleObjectsFound found) {
        further.computeIfAbsent(found.work(), _ -> new HashMap<>())
                .merge(found.rule(), new Further(found.objects(), found.fixes()), Further::and);
    }

    void checked(RulesChecked end) {
        WorkRef known = newest.get(end.work().id());
        if (known == null || later(end.work(), known)) {
            newest.put(end.work().id(), end.work());
            Map<String, Further> more = further.getOrDefault(end.work(), Map.of());
            Map<String, RuleResult> rules =
                    results.computeIfAbsent(end.work().id(), _ -> new LinkedHashMap<>());
            end.results().forEach(result -> rules.put(result.code(), whole(result, more)));
        }
        further.keySet().removeIf(work -> work.id().equals(end.work().id()));
    }

    private static boolean later(WorkRef work, WorkRef known) {
        return work.run() != known.run()
                ? work.run() > known.run()
                : work.attempt() > known.attempt();
    }

    private static RuleResult whole(RuleResult result, Map<String, Further> more) {
        Further rest = more.getOrDefault(result.code(), Further.NONE);
        return rest.equals(Further.NONE)
                ? result
                : result.with(
                        joined(result.objects(), rest.objects()),
                        joined(result.fixes(), rest.fixes()));
    }

    private static <T> List<T> joined(List<T> first, List<T> then) {
        return Stream.concat(first.stream(), then.stream()).toList();
    }

    void estimated(DatabaseEstimated made) {
        String database = made.work().database();
        if (database != null) {
            estimates.put(database, made.estimate());
        }
    }

    void compared(EnvironmentCompared made) {
        environments.put(made.work().id(), made);
    }

    void ended(int run, RuleStatus status, Instant at) {
        List<RuleResult> all = results.values().stream().flatMap(r -> r.values().stream()).toList();
        runs.add(
                new ValidationRun(
                        run,
                        status,
                        at,
                        count(all, RuleStatus.SUCCEEDED),
                        count(all, RuleStatus.WARNING),
                        count(all, RuleStatus.FAILED)));
    }

    private static int count(List<RuleResult> results, RuleStatus status) {
        return (int) results.stream().filter(result -> result.status() == status).count();
    }

    boolean none() {
        return results.isEmpty();
    }

    List<ValidationRun> runs() {
        return List.copyOf(runs);
    }

    /// The rules about the servers if the database is null; nothing if they were not checked yet.
    @Nullable List<RuleResult> rules(@Nullable String database) {
        List<RuleResult> found = new ArrayList<>();
        boolean checked = false;
        for (WorkRef work : newest.values()) {
            if (Objects.equals(work.database(), database)) {
                checked = true;
                found.addAll(results.getOrDefault(work.id(), Map.of()).values());
            }
        }
        return checked ? List.copyOf(found) : null;
    }

    @Nullable DatabaseEstimate estimate(String database) {
        return estimates.get(database);
    }

    List<ScopedDifference> differences() {
        List<ScopedDifference> all = new ArrayList<>();
        for (EnvironmentCompared compared : environments.values()) {
            for (EnvironmentDifference difference : compared.differences()) {
                all.add(ScopedDifference.of(compared.work().database(), difference));
            }
        }
        return all;
    }
}

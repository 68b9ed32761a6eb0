package io.godwit.gateway.views;

import io.godwit.common.migration.MigrationSpec;
import io.godwit.common.migration.Mode;
import io.godwit.common.migration.PlannedBuild;
import io.godwit.common.migration.PlannedTable;
import io.godwit.common.migration.State;
import io.godwit.common.migration.Telemetry.PartProgress;
import io.godwit.common.migration.Verification;
import io.godwit.gateway.views.DatabaseProgress.Compared;
import io.godwit.gateway.views.MigrationDetails.ChangeDetails;
import io.godwit.gateway.views.MigrationDetails.ComparisonDetails;
import io.godwit.gateway.views.MigrationDetails.DatabaseDetails;
import io.godwit.gateway.views.MigrationDetails.DatabaseRules;
import io.godwit.gateway.views.MigrationDetails.Difference;
import io.godwit.gateway.views.MigrationDetails.RulesDetails;
import io.godwit.gateway.views.MigrationDetails.ServerDetails;
import io.godwit.gateway.views.MigrationDetails.Step;
import io.godwit.gateway.views.MigrationDetails.ValidationDetails;
import io.godwit.gateway.views.MigrationProgress.Made;
import io.godwit.gateway.views.MigrationView.LiveKey;
import io.godwit.gateway.views.ProgressDetails.Tally;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Makes [MigrationDetails] of what is known.
final class Details {
    private static final int DIFFERENCES_SHOWN = 100;

    private final MigrationProgress progress;
    private final Instant now;
    private final Map<String, Tally> tallies = new HashMap<>();

    Details(MigrationProgress progress, Map<LiveKey, PartProgress> live, Instant now) {
        this.progress = progress;
        this.now = now;
        progress.databases.forEach((name, database) ->
                tallies.put(name, tally(database, new TableTally(progress, database, live))));
    }

    MigrationDetails details() {
        MigrationSpec spec = progress.spec;
        return new MigrationDetails(
                spec.name(),
                progress.state,
                progress.substate,
                spec.mode(),
                spec.option(),
                spec.sourceType(),
                ServerDetails.of(spec.source()),
                ServerDetails.of(spec.target()),
                spec.overwrite(),
                spec.migrateRoles(),
                spec.sourceReadOnly(),
                spec.verification(),
                spec.parallelism(),
                progress.run,
                progress.keepTarget,
                progress.deleting,
                Summaries.durationSeconds(progress, now),
                progress.started,
                progress.ended,
                validation(),
                ProgressDetails.of(progress.databases.keySet().stream().map(this::tally).toList()),
                progress.databases.values().stream().map(this::database).toList(),
                comparison(List.copyOf(progress.databases.values())),
                List.copyOf(progress.notices),
                progress.changes.values().stream().map(Details::change).toList(),
                retries(),
                lastError().orElse(null));
    }

    private Tally tally(String database) {
        return Objects.requireNonNull(tallies.get(database));
    }

    private static Tally tally(DatabaseProgress database, TableTally tables) {
        List<TableState> states = tables.states();
        Plan plan = database.plan();
        return new Tally(
                Collections.frequency(states, TableState.QUEUED),
                Collections.frequency(states, TableState.COPYING),
                Collections.frequency(states, TableState.COPIED),
                Collections.frequency(states, TableState.ERRORED),
                tables.copiedRows(),
                tables.copiedBytes(),
                tables.estimatedRows(),
                tables.estimatedBytes(),
                plan.builds.values().stream().mapToInt(build -> build.indexes().size()).sum(),
                plan.builds.values().stream()
                        .filter(build -> database.built.contains(build.number()))
                        .mapToInt(build -> build.indexes().size())
                        .sum(),
                tables.pace());
    }

    private @Nullable ValidationDetails validation() {
        Validations validations = progress.validations;
        if (validations.none() && progress.validation == null) {
            return null;
        }
        return new ValidationDetails(
                progress.validation,
                RulesDetails.of(validations.rules(null)),
                progress.databases.keySet().stream().map(this::databaseRules).toList(),
                validations.runs(),
                validations.differences().size());
    }

    private DatabaseRules databaseRules(String name) {
        RulesDetails details = RulesDetails.of(progress.validations.rules(name));
        return new DatabaseRules(
                name, details.status(), details.rules(), progress.validations.estimate(name));
    }

    private DatabaseDetails database(DatabaseProgress database) {
        return new DatabaseDetails(
                database.spec.name(),
                database.spec.targetName(),
                progress.ended == null ? database.staging(progress.spec.instance()) : null,
                database.spec.tables().include(),
                database.spec.tables().exclude(),
                step(database),
                database.started,
                database.swapped,
                ProgressDetails.of(List.of(tally(database.spec.name()))),
                comparison(List.of(database)),
                progress.spec.mode() == Mode.ONLINE ? following(database) : null);
    }

    private FollowingDetails following(DatabaseProgress database) {
        return FollowingDetails.of(
                database, progress.paused, progress.ended == null ? now : progress.ended);
    }

    private Step step(DatabaseProgress database) {
        if (database.swapped != null) {
            return Step.IN_PLACE;
        }
        Plan plan = database.plan();
        if (database.finished != null && progress.spec.mode() == Mode.ONLINE) {
            var cutover = database.following.cutover;
            return cutover != null && cutover.underWay() ? Step.CUTTING_OVER : Step.FOLLOWING;
        }
        if (database.finished != null) {
            boolean comparing =
                    progress.spec.verification() != Verification.NONE
                            && database.compared.size() < plan.tables.size();
            return comparing ? Step.COMPARING : Step.READY;
        }
        if (!plan.complete()) {
            return database.started == null ? Step.WAITING : Step.PREPARING;
        }
        Tally tally = tally(database.spec.name());
        if (tally.queued() + tally.copying() + tally.errored() > 0) {
            return Step.COPYING;
        }
        boolean built =
                plan.builds.values().stream()
                        .map(PlannedBuild::number)
                        .allMatch(database.built::contains);
        return built ? Step.FINISHING : Step.BUILDING_INDEXES;
    }

    private @Nullable ComparisonDetails comparison(List<DatabaseProgress> databases) {
        int tables = 0;
        List<Difference> differences = new ArrayList<>();
        for (DatabaseProgress database : databases) {
            tables += database.compared.size();
            database.compared.entrySet().stream()
                    .sorted(Map.Entry.comparingByKey())
                    .forEach(entry -> add(differences, database, entry.getValue()));
        }
        int equal = tables - differences.size();
        return tables == 0
                ? null
                : new ComparisonDetails(
                        tables, equal, differences.stream().limit(DIFFERENCES_SHOWN).toList());
    }

    private static void add(
            List<Difference> differences, DatabaseProgress database, Compared compared) {
        String difference = compared.table().difference();
        PlannedTable table = database.plan().tables.get(compared.table().table());
        if (difference != null) {
            differences.add(
                    new Difference(
                            database.spec.name(),
                            table == null ? null : table.table().schema(),
                            table == null ? null : table.table().name(),
                            difference));
        }
    }

    private static ChangeDetails change(Made made) {
        return new ChangeDetails(
                made.change().id(),
                made.change().side(),
                made.change().kind(),
                made.change().object(),
                made.change().undo(),
                made.at(),
                made.undoneAt());
    }

    private List<ErrorDetails> retries() {
        if (progress.ended != null) {
            return List.of();
        }
        return progress.works.unresolved().stream().map(ErrorDetails::of).toList();
    }

    private Optional<ErrorDetails> lastError() {
        MigrationProgress.Failed failed = progress.failed;
        if (failed != null && progress.state == State.FAILED) {
            return Optional.of(ErrorDetails.of(failed.failure(), null, null, failed.at()));
        }
        return Stream.concat(retries().stream(), streamErrors())
                .max(Comparator.comparing(ErrorDetails::at));
    }

    /// What stops or stopped a stream, and why the latest cutover was given up.
    private Stream<ErrorDetails> streamErrors() {
        if (progress.spec.mode() != Mode.ONLINE || progress.ended != null) {
            return Stream.empty();
        }
        return progress.databases.values().stream()
                .map(this::following)
                .flatMap(following ->
                        Stream.of(
                                Optional.ofNullable(following.error()),
                                Optional.ofNullable(following.cutover())
                                        .map(FollowingDetails.CutoverDetails::error)))
                .flatMap(Optional::stream);
    }
}

package io.godwit.validator.comparison;

import io.godwit.common.messaging.WorkContext;
import io.godwit.common.migration.DriftLook;
import io.godwit.common.migration.FailureCode;
import io.godwit.common.migration.MigrationEvent.DriftChecked;
import io.godwit.common.migration.MigrationException;
import io.godwit.common.migration.ProvenTable;
import io.godwit.common.migration.TableRef;
import io.godwit.common.migration.WorkerCommand.CheckDrift;
import io.godwit.common.postgres.PostgresConnections;
import io.godwit.validator.comparison.ComparedServers.Question;
import io.godwit.validator.comparison.UnprovenTables.Table;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;

/// What happened on the source beside the stream of changes since its copy began. Reads only.
public final class DriftCheck {
    private static final int MOST_TOLD = 20;
    private static final int LONGEST = 200;

    private final ComparedServers servers;
    private final FollowedProof proof;

    public DriftCheck(PostgresConnections connections) {
        this(connections, FollowedTarget.PATIENCE, TableRanges.FOLLOWED);
    }

    /// @param patience with changes that are on their way
    /// @param largestRange bytes of which a range is proven at once
    DriftCheck(PostgresConnections connections, Duration patience, long largestRange) {
        this.servers = new ComparedServers(connections);
        this.proof = new FollowedProof(connections, patience, largestRange);
    }

    /// @throws MigrationException `SCHEMA_CHANGED` if the target lacks a change of the schema,
    ///   `ROWS_DIFFER` if rows differ that changes on their way do not explain
    public DriftChecked check(CheckDrift command, WorkContext work) {
        DriftLook before = command.before();
        return before == null ? prove(command, work) : lookAgain(before, command, work);
    }

    private DriftChecked prove(CheckDrift command, WorkContext work) {
        Look look =
                ask(
                        command,
                        work,
                        sides ->
                                new Look(CatalogState.of(sides.source()), doubted(sides, command)));
        List<ProvenTable> proven = proof.of(look.doubted(), command, work);
        List<TableRef> unproven = unproven(look.doubted(), proven);
        return new DriftChecked(
                command.work(), unproven, new DriftLook(look.catalogs(), unproven, proven));
    }

    /// @param catalogs as they were before anything else was asked
    private record Look(String catalogs, List<Table> doubted) {}

    private DriftChecked lookAgain(DriftLook before, CheckDrift command, WorkContext work) {
        List<TableRef> unproven =
                ask(
                        command,
                        work,
                        sides ->
                                CatalogState.of(sides.source()).equals(before.catalogs())
                                        ? before.unproven()
                                        : unproven(doubted(sides, command), before.proven()));
        return new DriftChecked(command.work(), unproven, null);
    }

    private <T> T ask(CheckDrift command, WorkContext work, Question<T> question) {
        return servers.ask(
                command.endpoints(), command.sourceDatabase(), command.staging(), work, question);
    }

    /// Tables whose rows neither their copy nor the stream vouches for.
    private static List<Table> doubted(BothSides sides, CheckDrift command) {
        refuse(SchemaChanges.of(sides, command.moved()), command);
        return UnprovenTables.of(sides, command.moved(), command.publication());
    }

    private static List<TableRef> unproven(List<Table> doubted, List<ProvenTable> proven) {
        return UnprovenTables.numbered(
                doubted.stream().filter(table -> !proven.contains(table.asProven())).toList());
    }

    private static void refuse(List<CatalogDifference> changes, CheckDrift command) {
        if (!changes.isEmpty()) {
            String told =
                    changes.stream()
                            .limit(MOST_TOLD)
                            .map(DriftCheck::told)
                            .collect(Collectors.joining("; "));
            String more =
                    changes.size() > MOST_TOLD
                            ? "; and %d more, which a comparison at level schema lists"
                                    .formatted(changes.size() - MOST_TOLD)
                            : "";
            throw new MigrationException(
                    FailureCode.SCHEMA_CHANGED,
                    "the schema of %s was changed while it was followed, and that of %s was not: "
                                    .formatted(command.sourceDatabase(), command.staging())
                            + told
                            + more);
        }
    }

    private static String told(CatalogDifference change) {
        String key = change.name().key();
        String name =
                change.name().type()
                        + " "
                        + change.name().object()
                        + (key == null ? "" : " " + key);
        CatalogObject source = change.source();
        CatalogObject target = change.target();
        if (source == null) {
            return name + " was dropped";
        }
        return target == null
                ? "%s was made (%s)".formatted(name, brief(source))
                : "%s is now (%s), on the target (%s)"
                        .formatted(name, brief(source), brief(target));
    }

    private static String brief(CatalogObject object) {
        return Difference.shortened(object.shown().strip().replaceAll("\\s+", " "), LONGEST);
    }
}

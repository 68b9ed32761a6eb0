package io.godwit.validator.comparison;

import io.godwit.common.messaging.WorkContext;
import io.godwit.common.migration.FailureCode;
import io.godwit.common.migration.MigrationEvent.DriftChecked;
import io.godwit.common.migration.MigrationException;
import io.godwit.common.migration.ProvenTable;
import io.godwit.common.migration.WorkerCommand.CheckDrift;
import io.godwit.common.postgres.PostgresConnections;
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
        this(connections, FollowedTarget.PATIENCE);
    }

    /// @param patience with changes that are on their way
    DriftCheck(PostgresConnections connections, Duration patience) {
        this.servers = new ComparedServers(connections);
        this.proof = new FollowedProof(connections, patience);
    }

    /// @throws MigrationException `SCHEMA_CHANGED` if the target lacks a change of the schema,
    ///   `ROWS_DIFFER` if rows differ that changes on their way do not explain
    public DriftChecked check(CheckDrift command, WorkContext work) {
        List<Table> doubted = look(command, work);
        List<ProvenTable> before = command.proven();
        List<ProvenTable> proven = before == null ? proof.of(doubted, command, work) : before;
        List<Table> unproven =
                doubted.stream().filter(table -> !proven.contains(table.asProven())).toList();
        return new DriftChecked(
                command.work(), UnprovenTables.numbered(unproven), before == null ? proven : null);
    }

    private List<Table> look(CheckDrift command, WorkContext work) {
        return servers.ask(
                command.endpoints(),
                command.sourceDatabase(),
                command.staging(),
                work,
                sides -> {
                    refuse(SchemaChanges.of(sides, command.moved()), command);
                    return UnprovenTables.of(sides, command.moved(), command.publication());
                });
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

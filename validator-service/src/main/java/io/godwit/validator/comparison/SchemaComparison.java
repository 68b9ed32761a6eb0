package io.godwit.validator.comparison;

import io.godwit.common.messaging.WorkContext;
import io.godwit.common.migration.ComparisonDifference;
import io.godwit.common.migration.MigrationEvent.PieceCompared;
import io.godwit.common.migration.WorkerCommand.CompareSchema;
import io.godwit.common.postgres.PostgresConnections;
import java.util.List;

/// Compares the catalogs of both sides.
public final class SchemaComparison {
    private final ComparedServers servers;

    public SchemaComparison(PostgresConnections connections) {
        this.servers = new ComparedServers(connections);
    }

    public PieceCompared compare(CompareSchema command, WorkContext work) {
        return servers.ask(
                command.endpoints(),
                command.sourceDatabase(),
                command.targetDatabase(),
                work,
                sides -> {
                    CatalogComparison found = CatalogComparison.of(sides, command.scope());
                    List<ComparisonDifference> differences =
                            found.differences().stream().map(CatalogDifference::told).toList();
                    return new PieceCompared(
                            command.work(),
                            List.of(),
                            found.objects(),
                            BoundedDifferences.of(differences),
                            differences.size(),
                            0);
                });
    }
}

package io.godwit.copy.indexes;

import io.godwit.common.messaging.WorkContext;
import io.godwit.common.migration.Failure;
import io.godwit.common.migration.FailureCode;
import io.godwit.common.migration.FailureKind;
import io.godwit.common.migration.MigrationEvent.IndexesBuilt;
import io.godwit.common.migration.MigrationException;
import io.godwit.common.migration.Side;
import io.godwit.common.migration.WorkerCommand.BuildIndexes;
import io.godwit.common.postgres.PostgresConnections;
import io.godwit.common.postgres.Quote;
import io.godwit.common.postgres.SqlFailures;
import io.godwit.copy.rows.Markers;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/// Builds the indexes that one command names, as the source defines them: all of them in one
/// transaction of the target, once, however often the command comes. Thread-safe.
public final class IndexBuilder {
    private static final String PURPOSE = "index";

    private final PostgresConnections connections;
    private final IndexBuildSettings settings;

    public IndexBuilder(PostgresConnections connections, IndexBuildSettings settings) {
        this.connections = connections;
        this.settings = settings;
    }

    public IndexBuilder(PostgresConnections connections) {
        this(connections, IndexBuildSettings.DEFAULT);
    }

    /// @throws MigrationException `INDEX_BUILD_FAILED` if the server refuses an index
    public IndexesBuilt perform(BuildIndexes command, WorkContext context) {
        List<IndexDefinition> definitions = definitions(command, context);
        try (Connection target =
                        connections.open(
                                command.endpoints(), Side.TARGET, command.staging(), PURPOSE);
                WorkContext.Registration _ =
                        context.closeOnStop(() -> target.abort(Runnable::run))) {
            Markers.once(
                    target, command.work(), () -> build(target, command, definitions, context));
            return new IndexesBuilt(command.work(), command.build());
        } catch (SQLException e) {
            throw SqlFailures.exception(e, Side.TARGET, "building indexes");
        }
    }

    private List<IndexDefinition> definitions(BuildIndexes command, WorkContext context) {
        try (Connection source =
                        connections.open(
                                command.endpoints(),
                                Side.SOURCE,
                                command.sourceDatabase(),
                                PURPOSE);
                WorkContext.Registration _ =
                        context.closeOnStop(() -> source.abort(Runnable::run))) {
            return IndexCatalog.definitions(source, command.indexes());
        } catch (SQLException e) {
            throw SqlFailures.exception(e, Side.SOURCE, "reading index definitions");
        }
    }

    private String build(
            Connection target,
            BuildIndexes command,
            List<IndexDefinition> definitions,
            WorkContext context)
            throws SQLException {
        try (Statement statement = target.createStatement()) {
            // Alone, it has those that the server grants anybody.
            if (!command.alone()) {
                statement.execute(IndexQueries.parallelWorkers(settings.parallelWorkers()));
            }
            Tablespaces tablespaces = Tablespaces.read(target);
            BuildMemory memory = new BuildMemory(settings);
            for (IndexDefinition index : definitions) {
                context.checkStopping();
                memory.use(statement, index);
                tablespaces.use(statement, index.tablespace());
                build(statement, index);
            }
        }
        return "";
    }

    private static void build(Statement statement, IndexDefinition index) {
        try {
            statement.execute(index.statement());
        } catch (SQLException e) {
            throw failure(index, e);
        }
    }

    /// A lost connection, a full disk or a deadlock is not the index's fault.
    private static MigrationException failure(IndexDefinition index, SQLException e) {
        Failure failure =
                SqlFailures.classify(
                        e, Side.TARGET, "building index " + Quote.identifier(index.name()));
        boolean own =
                failure.code() == FailureCode.TARGET_STATEMENT_FAILED
                        || failure.code() == FailureCode.TARGET_REFUSED_ROW
                        || failure.code().kind() == FailureKind.INTERNAL;
        return new MigrationException(
                own
                        ? new Failure(
                                FailureCode.INDEX_BUILD_FAILED,
                                failure.message(),
                                failure.sqlState(),
                                failure.serverText())
                        : failure,
                e);
    }
}

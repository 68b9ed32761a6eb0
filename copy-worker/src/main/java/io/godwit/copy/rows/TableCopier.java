package io.godwit.copy.rows;

import io.godwit.common.messaging.WorkContext;
import io.godwit.common.migration.CopiedPart;
import io.godwit.common.migration.MigrationEvent.TablesCopied;
import io.godwit.common.migration.Side;
import io.godwit.common.migration.WorkerCommand.CopyTables;
import io.godwit.common.postgres.PostgresConnections;
import io.godwit.common.postgres.SqlFailures;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import org.postgresql.PGProperty;

/// Copies the rows of the parts that one command names: all of them in one transaction of the
/// target, once, however often the command comes. Thread-safe; each call has its own connections.
public final class TableCopier {
    private static final String PURPOSE = "copy";

    private final PostgresConnections connections;

    public TableCopier(PostgresConnections connections) {
        this.connections = connections;
    }

    /// @throws io.godwit.common.migration.MigrationException `SNAPSHOT_LOST` if the snapshot has
    ///   ended or does not show a table as it is any more; `SOURCE_ROWS_HIDDEN`; and whatever the
    ///   servers say
    public TablesCopied perform(CopyTables command, WorkContext context) {
        try (Connection target =
                        connections.open(
                                command.endpoints(), Side.TARGET, command.staging(), PURPOSE);
                WorkContext.Registration _ =
                        context.closeOnStop(() -> target.abort(Runnable::run))) {
            String result =
                    Markers.once(
                            target, command.work(), () -> copyFromSource(command, context, target));
            return new TablesCopied(command.work(), CopyResult.decode(result));
        } catch (SQLException e) {
            throw SqlFailures.exception(e, Side.TARGET, "copying rows");
        }
    }

    private String copyFromSource(CopyTables command, WorkContext context, Connection target) {
        try (RowMeter meter = RowMeter.open();
                Connection source = openSource(command, meter);
                WorkContext.Registration _ =
                        context.closeOnStop(() -> source.abort(Runnable::run))) {
            SourceSnapshot.enter(source, command.snapshot());
            return CopyResult.encode(copyAll(command, context, source, target, meter));
        } catch (SQLException e) {
            throw SqlFailures.exception(e, Side.SOURCE, "copying rows");
        }
    }

    private static List<CopiedPart> copyAll(
            CopyTables command,
            WorkContext context,
            Connection source,
            Connection target,
            RowMeter meter)
            throws SQLException {
        RowPipe pipe = new RowPipe(source, target, meter, context);
        List<CopiedPart> copied = new ArrayList<>();
        for (PartCopy part : CopyCatalog.parts(source, target, command)) {
            context.checkStopping();
            copied.add(pipe.copy(part));
        }
        UnchangedTables.check(source, command);
        CopiedTables.remember(source, target, command);
        return copied;
    }

    private Connection openSource(CopyTables command, RowMeter meter) {
        Properties properties = new Properties();
        PGProperty.SOCKET_FACTORY.set(properties, CopySocketFactory.class.getName());
        PGProperty.SOCKET_FACTORY_ARG.set(properties, meter.key());
        PGProperty.SSL_FACTORY.set(properties, CopyTlsFactory.class.getName());
        PGProperty.SSL_FACTORY_ARG.set(properties, meter.key());
        return connections.open(
                command.endpoints(), Side.SOURCE, command.sourceDatabase(), PURPOSE, properties);
    }
}

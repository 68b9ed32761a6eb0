package io.godwit.cdc.apply;

import io.godwit.common.migration.CdcCommand.ApplyChanges;
import io.godwit.common.migration.Failure;
import io.godwit.common.migration.FailureCode;
import io.godwit.common.migration.Side;
import io.godwit.common.postgres.PostgresConnections;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Finds out whose locks on the target a batch waits for that takes long to write, so that a person
/// knows whom to ask. Applying itself just waits. For one thread.
final class LockWatch {
    private static final Logger LOG = LoggerFactory.getLogger(LockWatch.class);
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final PostgresConnections connections;
    private final ApplyChanges command;
    private final ApplyStatus status;
    private final Clock clock;
    private Instant looked = Instant.MIN;

    LockWatch(
            PostgresConnections connections,
            ApplyChanges command,
            ApplyStatus status,
            Clock clock) {
        this.connections = connections;
        this.command = command;
        this.status = status;
        this.clock = clock;
    }

    void look() {
        Instant now = clock.instant();
        Instant writing = status.writingSince();
        Instant enough = now.minus(PATIENCE);
        if (writing != null && writing.isBefore(enough) && looked.isBefore(enough)) {
            looked = now;
            status.heldUp(writing, heldUp());
        }
    }

    private @Nullable Failure heldUp() {
        try (Connection connection =
                        connections.open(
                                command.endpoints(),
                                Side.TARGET,
                                command.staging(),
                                "watch",
                                new Properties());
                Statement statement = connection.createStatement()) {
            statement.execute(ApplyQueries.IMPATIENT);
            List<String> holders = new ArrayList<>();
            try (ResultSet row = statement.executeQuery(ApplyQueries.HOLDERS)) {
                while (row.next()) {
                    holders.add(row.getString(1));
                }
            }
            return holders.isEmpty()
                    ? null
                    : Failure.of(
                            FailureCode.LOCK_CONFLICT,
                            "applying waits for locks on the target that are held by "
                                    + String.join(", ", holders));
        } catch (SQLException | RuntimeException e) {
            LOG.debug("cannot ask who holds up {}", command.work(), e);
            return null;
        }
    }
}

package io.godwit.copy.databases;

import io.godwit.common.messaging.WorkContext;
import io.godwit.common.migration.Change;
import io.godwit.common.migration.ChangeKind;
import io.godwit.common.migration.FailureCode;
import io.godwit.common.migration.MigrationEvent.ChangeIntended;
import io.godwit.common.migration.MigrationEvent.DatabaseSwapped;
import io.godwit.common.migration.MigrationException;
import io.godwit.common.migration.Side;
import io.godwit.common.migration.WorkerCommand.SwapDatabase;
import io.godwit.copy.schema.WorkFolders;
import io.godwit.copy.sessions.Session;
import io.godwit.copy.sessions.Sessions;
import io.godwit.copy.sessions.Turn;
import java.util.Optional;

/// Gives the staging database its final name, and the database that has it now another, both in one
/// transaction.
public final class DatabaseSwap {
    private final Sessions sessions;
    private final WorkFolders folders;

    /// How many may connect to the source database, and whether it is a template.
    private record Limits(int connections, boolean template) {}

    public DatabaseSwap(Sessions sessions, WorkFolders folders) {
        this.sessions = sessions;
        this.folders = folders;
    }

    public DatabaseSwapped perform(SwapDatabase command, WorkContext context) {
        Limits limits = limits(command, context);
        try (Session maintenance =
                sessions.open(command.endpoints(), Side.TARGET, null, "swap", context)) {
            Turn.take(maintenance, command.database().targetName(), context);
            swap(command, new Databases(maintenance, context), limits, context);
        }
        folders.forget(command.staging());
        return new DatabaseSwapped(command.work());
    }

    private void swap(
            SwapDatabase command, Databases databases, Limits limits, WorkContext context) {
        Optional<Long> staging = databases.oid(command.staging());
        if (staging.isPresent()) {
            long oid = staging.get();
            boolean replaces = databases.exists(command.database().targetName());
            refuse(command, databases, replaces, context);
            context.publish(new ChangeIntended(change(command, oid, replaces)));
            // After it is in the log: whoever undoes it from now on knows of this session.
            context.confirmWanted();
            databases.open(command.staging());
            removeMarkers(command, context);
            rename(command, databases, replaces, limits);
        } else if (!databases.exists(command.database().targetName())) {
            throw new MigrationException(
                    FailureCode.DATABASE_NOT_FOUND,
                    "the target has neither database %s nor %s"
                            .formatted(command.staging(), command.database().targetName()));
        }
    }

    private void refuse(
            SwapDatabase command, Databases databases, boolean replaces, WorkContext context) {
        String name = command.database().targetName();
        if (replaces && databases.exists(command.aside())) {
            throw new MigrationException(
                    FailureCode.TARGET_DATABASE_EXISTS,
                    "database %s cannot stand aside: there is a database %s already"
                            .formatted(name, command.aside()));
        }
        if (replaces && !command.spec().overwrite()) {
            // An attempt that was killed may have closed it already.
            databases.open(name);
            if (hasObjects(command, context)) {
                throw new MigrationException(
                        FailureCode.TARGET_DATABASE_EXISTS,
                        "the target has a database %s that is not empty".formatted(name));
            }
        }
    }

    private boolean hasObjects(SwapDatabase command, WorkContext context) {
        String name = command.database().targetName();
        try (Session existing =
                sessions.open(command.endpoints(), Side.TARGET, name, "swap", context)) {
            return existing.holds("looking into database " + name, DatabaseQueries.HAS_OBJECTS);
        }
    }

    /// The OID tells the undoing whether the database of that name is still the one that was put
    /// there.
    private static Change change(SwapDatabase command, long oid, boolean replaces) {
        String name = command.database().targetName();
        String away = DatabaseQueries.rename(name, command.staging());
        return new Change(
                "database-swapped/" + oid,
                Side.TARGET,
                ChangeKind.DATABASE_SWAPPED,
                name,
                replaces ? command.aside() : "",
                replaces ? away + "; " + DatabaseQueries.rename(command.aside(), name) : away);
    }

    private void removeMarkers(SwapDatabase command, WorkContext context) {
        try (Session staging =
                sessions.open(
                        command.endpoints(), Side.TARGET, command.staging(), "swap", context)) {
            MarkerRemoval.remove(staging);
        }
    }

    private static void rename(
            SwapDatabase command, Databases databases, boolean replaces, Limits limits) {
        String name = command.database().targetName();
        databases.close(command.staging());
        if (replaces) {
            closeOld(name, databases);
        }
        databases.transaction(
                "swapping database " + name,
                () -> {
                    if (replaces) {
                        databases.rename(name, command.aside());
                    }
                    databases.rename(command.staging(), name);
                    databases.setLimits(name, limits.connections(), limits.template());
                    databases.open(name);
                });
    }

    /// If people will not leave, the others are let in again.
    private static void closeOld(String name, Databases databases) {
        try {
            databases.close(name);
        } catch (MigrationException e) {
            databases.open(name);
            throw e;
        }
    }

    private Limits limits(SwapDatabase command, WorkContext context) {
        String name = command.database().name();
        try (Session source =
                sessions.open(command.endpoints(), Side.SOURCE, name, "swap", context)) {
            return source.first(
                            "reading the limits of database " + name,
                            DatabaseQueries.LIMITS,
                            row -> new Limits(row.getInt(1), row.getBoolean(2)),
                            name)
                    .orElseThrow();
        }
    }
}

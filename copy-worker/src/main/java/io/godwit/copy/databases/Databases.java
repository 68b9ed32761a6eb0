package io.godwit.copy.databases;

import io.godwit.common.messaging.WorkContext;
import io.godwit.common.migration.FailureCode;
import io.godwit.common.migration.MigrationException;
import io.godwit.copy.sessions.Pause;
import io.godwit.copy.sessions.Session;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// The databases of the target, seen and changed from its maintenance database.
final class Databases {
    private static final Duration PATIENCE = Duration.ofSeconds(15);
    private static final long PAUSE_MILLIS = 50;

    private final Session maintenance;
    private final WorkContext context;

    Databases(Session maintenance, WorkContext context) {
        this.maintenance = maintenance;
        this.context = context;
    }

    boolean exists(String name) {
        return oid(name).isPresent();
    }

    /// It stays the same when the database is renamed, and no other ever gets it.
    Optional<Long> oid(String name) {
        return maintenance.first(
                "looking for database " + name, DatabaseQueries.OID, row -> row.getLong(1), name);
    }

    List<String> withPrefix(String prefix) {
        return maintenance.texts(
                "looking for databases " + prefix, DatabaseQueries.WITH_PREFIX, prefix, prefix);
    }

    void create(String name, DatabaseForm form) {
        maintenance.execute("creating database " + name, form.create(name, maintenance.version()));
    }

    /// Ends whatever uses it first. Does nothing if there is no such database.
    void drop(String name) {
        if (exists(name)) {
            close(name);
            if (template(name)) {
                maintenance.execute("dropping database " + name, DatabaseQueries.noTemplate(name));
            }
            maintenance.execute("dropping database " + name, DatabaseQueries.drop(name));
        }
    }

    private boolean template(String name) {
        return maintenance.holds("dropping database " + name, DatabaseQueries.IS_TEMPLATE, name);
    }

    /// Lets nobody in any more, and ends the sessions that are in.
    ///
    /// @throws MigrationException `TARGET_DATABASE_IN_USE` if some will not end
    void close(String name) {
        maintenance.execute(
                "closing database " + name, DatabaseQueries.allowConnections(name, false));
        endSessions(name);
    }

    void open(String name) {
        maintenance.execute(
                "opening database " + name, DatabaseQueries.allowConnections(name, true));
    }

    void rename(String from, String to) {
        maintenance.execute(
                "renaming database " + from + " to " + to, DatabaseQueries.rename(from, to));
    }

    void setLimits(String name, int connections, boolean template) {
        maintenance.execute(
                "setting the limits of database " + name,
                DatabaseQueries.limits(name, connections, template));
    }

    void transaction(String doing, Runnable work) {
        maintenance.transaction(doing, work);
    }

    private void endSessions(String name) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        List<Integer> left = sessions(name);
        while (!left.isEmpty()) {
            if (System.nanoTime() > deadline) {
                throw new MigrationException(
                        FailureCode.TARGET_DATABASE_IN_USE,
                        "%d sessions in database %s will not end".formatted(left.size(), name));
            }
            left.forEach(this::terminate);
            Pause.of(PAUSE_MILLIS, context);
            left = sessions(name);
        }
    }

    private List<Integer> sessions(String name) {
        return maintenance.list(
                "listing the sessions of database " + name,
                DatabaseQueries.sessions(maintenance.version()),
                row -> row.getInt(1),
                name);
    }

    /// A session that may not be ended by this user may still end by itself.
    private void terminate(int session) {
        try (PreparedStatement statement =
                maintenance.connection().prepareStatement(DatabaseQueries.TERMINATE)) {
            statement.setInt(1, session);
            statement.execute();
        } catch (SQLException e) {
            if (!"42501".equals(e.getSQLState())) {
                throw maintenance.failure(e, "ending session " + session);
            }
        }
    }
}

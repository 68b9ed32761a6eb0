package io.godwit.benchmarks;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;

/// Streams a backlog from a source database to a target and says how long that took.
sealed interface Streaming {
    Duration POLL = Duration.ofMillis(10);
    Duration LONGEST = Duration.ofMinutes(30);

    String name();

    /// What streaming needs before the backlog is made.
    void begin(String database);

    /// From the moment that the slot is read until the last change is on the target.
    Result stream(String database);

    /// Takes away what it made.
    void end(String database);

    /// @param usage of processors in that time, the JVM's own start not counted
    record Result(double seconds, Usage usage) {}

    /// Waits until the slot is read, then until the last row is there.
    static double drain(
            PostgresServer source, PostgresServer target, String sourceDatabase, String on) {
        String active =
                "SELECT count(*) FROM pg_replication_slots WHERE active AND database = '"
                        + sourceDatabase
                        + "'";
        await(source, sourceDatabase, active);
        long began = System.nanoTime();
        await(target, on, "SELECT count(*) FROM done");
        return (System.nanoTime() - began) / 1e9;
    }

    /// Asks in one session: opening one for each question would occupy a third of a processor.
    private static void await(PostgresServer server, String database, String count) {
        long deadline = System.nanoTime() + LONGEST.toNanos();
        try (Connection connection = server.connect(database);
                PreparedStatement question = connection.prepareStatement(count)) {
            while (isZero(question)) {
                if (System.nanoTime() > deadline) {
                    throw new BenchmarkException("the stream took too long");
                }
                GodwitService.pause(POLL);
            }
        } catch (SQLException e) {
            throw new BenchmarkException("database " + database + ": " + e.getMessage(), e);
        }
    }

    private static boolean isZero(PreparedStatement question) throws SQLException {
        try (ResultSet rows = question.executeQuery()) {
            rows.next();
            return rows.getLong(1) == 0;
        }
    }

    /// PostgreSQL's subscription to a publication of all tables, with the slot made before.
    record LogicalReplication(PostgresServer source, PostgresServer target) implements Streaming {
        @Override
        public String name() {
            return "logical replication";
        }

        @Override
        public void begin(String database) {
            target.recreate(database);
            Backlog.prepare(target, database);
            source.execute(database, "CREATE PUBLICATION everything FOR ALL TABLES");
            source.execute(
                    database, "SELECT pg_create_logical_replication_slot('native', 'pgoutput')");
        }

        @Override
        public Result stream(String database) {
            Usage.Mark mark = Usage.Mark.now(source, target);
            target.execute(
                    database,
                    "CREATE SUBSCRIPTION everything CONNECTION 'host=127.0.0.1 port=%d user=%s dbname=%s'"
                                    .formatted(source.port(), PostgresServer.USER, database)
                            + " PUBLICATION everything WITH (copy_data = false,"
                            + " create_slot = false, slot_name = 'native')");
            double seconds = drain(source, target, database, database);
            return new Result(seconds, mark.until(Usage.Mark.now(source, target)));
        }

        @Override
        public void end(String database) {
            target.execute(database, "DROP SUBSCRIPTION everything");
            target.drop(database);
        }
    }

    /// Where the rows go until the cutover.
    private static String staging(PostgresServer target) {
        return target.value(
                PostgresServer.USER,
                "SELECT datname FROM pg_database WHERE datname LIKE 'godwit_new%'");
    }

    /// Godwit, stopped while the backlog is made and started again: with a cold JVM.
    record Restarted(GodwitService service, PostgresServer source, PostgresServer target)
            implements Streaming {
        @Override
        public String name() {
            return "Godwit, started again";
        }

        @Override
        public void begin(String database) {
            target.drop(database);
            OnlineMigration.create(service, source, target, database);
            OnlineMigration.awaitReady(service, database);
            service.stop();
        }

        @Override
        public Result stream(String database) {
            service.startAgain();
            String staging = staging(target);
            Usage.Mark mark = service.mark(source, target);
            double seconds = drain(source, target, database, staging);
            return new Result(seconds, mark.until(service.mark(source, target)));
        }

        @Override
        public void end(String database) {
            service.awaitReady();
            OnlineMigration.forget(service, database);
        }
    }

    /// Godwit, running all the time, but kept out of the source while the backlog is made.
    record Running(GodwitService service, PostgresServer source, PostgresServer target)
            implements Streaming {
        private static final String ROLE = "mover";

        @Override
        public String name() {
            return "Godwit, running";
        }

        @Override
        public void begin(String database) {
            target.drop(database);
            source.createSuperuser(ROLE);
            OnlineMigration.createAs(ROLE, service, source, target, database);
            OnlineMigration.awaitReady(service, database);
            source.keepOut(ROLE);
            OnlineMigration.awaitStopped(service, database);
        }

        @Override
        public Result stream(String database) {
            String staging = staging(target);
            source.admit(ROLE);
            Usage.Mark mark = service.mark(source, target);
            OnlineMigration.resume(service, database);
            double seconds = drain(source, target, database, staging);
            return new Result(seconds, mark.until(service.mark(source, target)));
        }

        @Override
        public void end(String database) {
            OnlineMigration.forget(service, database);
        }
    }
}

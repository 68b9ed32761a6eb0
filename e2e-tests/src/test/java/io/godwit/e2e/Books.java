package io.godwit.e2e;

import io.godwit.common.testing.TestPostgres;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

/// An application that writes authors and their books, and takes some of both away again.
final class Books implements AutoCloseable {
    private final TestPostgres server;
    private final String database;
    private final Thread thread;
    private volatile boolean running = true;

    private Books(TestPostgres server, String database) {
        this.server = server;
        this.database = database;
        this.thread = Thread.ofVirtual().start(this::write);
    }

    static Books write(TestPostgres server, String database) {
        return new Books(server, database);
    }

    private void write() {
        try (Connection connection = server.connect(database);
                Statement statement = connection.createStatement()) {
            for (int round = 0; running; round++) {
                statement.execute(
                        "WITH new AS (INSERT INTO author (life) VALUES ('short') RETURNING id)"
                                + " INSERT INTO book (author) SELECT id FROM new");
                if (round % 3 == 0) {
                    statement.execute(
                            "WITH gone AS (DELETE FROM book WHERE id ="
                                    + " (SELECT min(id) FROM book) RETURNING author)"
                                    + " DELETE FROM author WHERE id IN (SELECT author FROM gone)");
                }
                Thread.sleep(2);
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    void stop() {
        running = false;
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        stop();
    }
}

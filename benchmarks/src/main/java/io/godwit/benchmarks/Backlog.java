package io.godwit.benchmarks;

import java.util.Locale;

/// Changes that wait in a slot's WAL when streaming starts. The last of them is a row of the table
/// `done`: whoever has it has them all.
enum Backlog {
    TPC_B("100,000 TPC-B transactions (400,000 changes)", 400_000),
    BULK("1,000,000 rows inserted in transactions of 1,000", 1_000_000);

    private static final int CLIENTS = 4;

    private final String title;
    private final int changes;

    Backlog(String title, int changes) {
        this.title = title;
        this.changes = changes;
    }

    String title() {
        return title;
    }

    /// How many rows change, at that scale.
    long changes(double scale) {
        return Math.round(changes * scale);
    }

    /// What the source has before: the same for every contender.
    static void prepare(PostgresServer source, String database) {
        source.recreate(database);
        source.program("pgbench", "-i", "-q", "-s", "10", database);
        source.execute(
                database,
                "ALTER TABLE pgbench_history ADD id bigserial PRIMARY KEY;"
                        + "CREATE TABLE filled (id bigint PRIMARY KEY, at timestamptz, note text);"
                        + "CREATE TABLE done (id int PRIMARY KEY)");
    }

    void fill(PostgresServer source, String database, double scale) {
        switch (this) {
            case TPC_B ->
                    source.program(
                            "pgbench",
                            "--no-vacuum",
                            "-c",
                            "" + CLIENTS,
                            "-t",
                            "" + Math.round(changes(scale) / 4.0 / CLIENTS),
                            database);
            case BULK ->
                    source.execute(
                            database,
                            String.format(
                                    Locale.ROOT,
                                    """
                                    DO $$ BEGIN
                                      FOR n IN 0..%d LOOP
                                        INSERT INTO filled
                                        SELECT n * 1000 + i, clock_timestamp(), md5(i::text)
                                          FROM generate_series(1, 1000) i;
                                        COMMIT;
                                      END LOOP;
                                    END $$\
                                    """,
                                    changes(scale) / 1000 - 1));
        }
        source.execute(database, "INSERT INTO done VALUES (1)");
    }
}

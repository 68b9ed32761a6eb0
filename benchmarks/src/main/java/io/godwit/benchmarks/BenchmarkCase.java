package io.godwit.benchmarks;

import java.util.Arrays;
import java.util.Locale;

/// The databases that are moved.
enum BenchmarkCase {
    PGBENCH("a", "pgbench scale 60, foreign keys"),
    SKEWED("b", "one table of 4 million rows, three indexes"),
    MANY_TABLES("c", "2,000 tables of 200 rows"),
    WIDE_ROWS("d", "150,000 wide rows, GIN"),
    EMPTY("e", "empty database");

    private static final int PGBENCH_SCALE = 60;
    private static final int SKEWED_ROWS = 4_000_000;
    private static final int TABLES = 2_000;
    private static final int WIDE = 150_000;

    private final String letter;
    private final String title;

    BenchmarkCase(String letter, String title) {
        this.letter = letter;
        this.title = title;
    }

    static BenchmarkCase named(String letter) {
        return Arrays.stream(values())
                .filter(one -> one.letter.equals(letter.toLowerCase(Locale.ROOT)))
                .findFirst()
                .orElseThrow(
                        () -> new IllegalArgumentException("There is no case " + letter + "."));
    }

    String letter() {
        return letter;
    }

    String title() {
        return letter + ": " + title;
    }

    String database() {
        return "bench_" + letter;
    }

    /// Makes it, vacuumed, so that no contender pays for what another finds done.
    void make(PostgresServer server, double scale) {
        server.recreate(database());
        switch (this) {
            case PGBENCH ->
                    server.program(
                            "pgbench",
                            "--initialize",
                            "--quiet",
                            "--foreign-keys",
                            "--scale=" + scaled(PGBENCH_SCALE, scale),
                            database());
            case SKEWED ->
                    server.execute(database(), BenchmarkQueries.skewed(scaled(SKEWED_ROWS, scale)));
            case MANY_TABLES -> manyTables(server, scaled(TABLES, scale));
            case WIDE_ROWS ->
                    server.execute(database(), BenchmarkQueries.wideRows(scaled(WIDE, scale)));
            case EMPTY -> {}
        }
        server.execute(database(), "VACUUM ANALYZE");
    }

    private void manyTables(PostgresServer server, int tables) {
        for (int table = 0; table < tables; table++) {
            server.execute(database(), BenchmarkQueries.smallTable(table));
        }
    }

    private static int scaled(int size, double scale) {
        return Math.max(1, (int) Math.round(size * scale));
    }
}

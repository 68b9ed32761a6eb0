package io.godwit.copy.finishing;

import io.godwit.common.messaging.WorkContext;
import io.godwit.common.migration.Endpoints;
import io.godwit.common.migration.Side;
import io.godwit.common.postgres.Quote;
import io.godwit.copy.sessions.Session;
import io.godwit.copy.sessions.Sessions;
import io.godwit.copy.sessions.SideBySide;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/// Runs `ANALYZE` on every table that has rows, several at once, largest first.
final class Statistics {
    private static final String DOING = "analyzing tables";

    /// So many small tables share one statement.
    private static final int AT_ONCE = 50;

    private final Sessions sessions;
    private final Endpoints endpoints;
    private final String staging;
    private final WorkContext context;

    Statistics(Sessions sessions, Endpoints endpoints, String staging, WorkContext context) {
        this.sessions = sessions;
        this.endpoints = endpoints;
        this.staging = staging;
        this.context = context;
    }

    void gather(Session target, int parallelism) {
        boolean byPartition =
                !target.version().atLeast(10)
                        || target.holds(DOING, FinishQueries.HAS_FOREIGN_CHILDREN);
        List<String> tables =
                target.list(
                        DOING,
                        FinishQueries.analyzable(byPartition),
                        row -> Quote.qualified(row.getString(1), row.getString(2)));
        Queue<String> statements = new ConcurrentLinkedQueue<>(statements(tables, parallelism));
        int workers = Math.min(parallelism, statements.size());
        if (workers == 1) {
            statements.forEach(sql -> target.execute(DOING, sql));
        } else if (workers > 1) {
            SideBySide.run(Collections.nCopies(workers, () -> run(statements)));
        }
    }

    /// The largest stand alone; the rest travel together, in turns.
    private static List<String> statements(List<String> tables, int parallelism) {
        List<String> statements = new ArrayList<>();
        int alone = Math.min(tables.size(), 4 * parallelism);
        tables.subList(0, alone).forEach(table -> statements.add("ANALYZE " + table));
        for (int from = alone; from < tables.size(); from += AT_ONCE) {
            int to = Math.min(from + AT_ONCE, tables.size());
            statements.add("ANALYZE " + String.join("; ANALYZE ", tables.subList(from, to)));
        }
        return statements;
    }

    private void run(Queue<String> statements) {
        try (Session session = sessions.open(endpoints, Side.TARGET, staging, "analyze", context)) {
            for (String sql = statements.poll(); sql != null; sql = statements.poll()) {
                session.execute(DOING, sql);
            }
        }
    }
}

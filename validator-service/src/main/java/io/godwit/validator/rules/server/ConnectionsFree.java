package io.godwit.validator.rules.server;

import io.godwit.common.migration.Fix;
import io.godwit.common.migration.Side;
import io.godwit.validator.rules.Finding;
import io.godwit.validator.rules.RuleContext;
import io.godwit.validator.rules.RuleDescription;
import io.godwit.validator.rules.ServerFacts;
import io.godwit.validator.rules.ServerRule;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Has the server room for the sessions that the migration's parallelism opens. Too little room
/// slows a migration down, as refused sessions are tried again; next to none stops it.
final class ConnectionsFree implements ServerRule {
    /// Beside one session for each piece of work at once: the snapshot, the plan, the client tools.
    private static final int BESIDE = 3;

    private final Side side;

    ConnectionsFree(Side side) {
        this.side = side;
    }

    /// @param ofRole null if the role has no limit of its own
    private record Free(int ofServer, @Nullable Integer ofRole) {
        int least() {
            return ofRole == null ? ofServer : Math.min(ofServer, ofRole);
        }

        boolean roleIsTighter() {
            return ofRole != null && ofRole < ofServer;
        }
    }

    @Override
    public RuleDescription about() {
        return SideRule.description(
                        side,
                        "_CONNECTIONS",
                        "The "
                                + side
                                + " server has connections free for the migration's parallelism")
                .meaning("Too few sessions slow the migration down; next to none stop it.")
                .remedy(
                        "Lower parallelism, end idle sessions, or raise max_connections (restart).");
    }

    @Override
    public Finding check(RuleContext context) throws SQLException {
        ServerFacts server = context.server(side);
        Free free = free(server);
        int needed = context.spec().parallelism() + BESIDE;
        String found = free.least() + " connections are free, " + needed + " are needed";
        if (free.least() >= needed) {
            return Finding.succeeded(found);
        }
        return free.roleIsTighter()
                ? roleLimited(server, found, free.least())
                : judged(
                        found,
                        "Lower parallelism, end idle sessions, or raise max_connections (restart).",
                        free.least());
    }

    private Finding roleLimited(ServerFacts server, String found, int free) throws SQLException {
        String role = server.role().quoted();
        return judged(found, "Lower parallelism, or raise the role's connection limit.", free)
                .objects(List.of(server.role().name()))
                .fix(
                        Fix.of(side, "ALTER ROLE " + role + " CONNECTION LIMIT -1;")
                                .undo(
                                        "ALTER ROLE %s CONNECTION LIMIT %d;"
                                                .formatted(role, server.role().connectionLimit())));
    }

    private static Finding judged(String found, String action, int free) {
        return free < BESIDE ? Finding.failed(found, action) : Finding.warning(found, action);
    }

    private static Free free(ServerFacts server) throws SQLException {
        return server.maintenance()
                .list(
                        row -> new Free(row.getInt(1), row.getObject(2, Integer.class)),
                        ServerQueries.FREE_CONNECTIONS)
                .getFirst();
    }
}

package io.godwit.validator.rules.server;

import io.godwit.common.migration.Side;
import io.godwit.validator.rules.Finding;
import io.godwit.validator.rules.RuleContext;
import io.godwit.validator.rules.RuleDescription;
import io.godwit.validator.rules.ServerFacts;
import io.godwit.validator.rules.ServerRule;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashSet;
import java.util.List;
import java.util.Properties;
import java.util.Set;

/// A load balancer or a pooler in transaction mode hands each session, or each statement, to
/// another server process. Snapshots, slots and settings do not survive that.
final class OneServer implements ServerRule {
    private final Side side;

    OneServer(Side side) {
        this.side = side;
    }

    @Override
    public RuleDescription about() {
        return SideRule.description(
                        side,
                        "_ONE_SERVER",
                        "Every session with the "
                                + side
                                + " reaches the same server, and keeps its own process")
                .meaning(
                        "Snapshots, replication slots and session settings would be lost between sessions or statements.")
                .remedy(
                        "Name the server itself, not a load balancer or a pooler in transaction mode.");
    }

    @Override
    public Finding check(RuleContext context) throws SQLException {
        ServerFacts server = context.server(side);
        Set<String> servers = new HashSet<>();
        for (int session = 0; session < SESSIONS; session++) {
            try (Connection connection =
                    server.open(server.server().maintenanceDatabase(), new Properties())) {
                servers.add(answer(connection, ServerQueries.WHICH_SERVER));
                if (!answer(connection, ServerQueries.WHICH_PROCESS)
                        .equals(answer(connection, ServerQueries.WHICH_PROCESS))) {
                    return Finding.failed(
                            "two statements of one session ran in two server processes: there is a pooler in transaction mode");
                }
            }
        }
        return servers.size() == 1
                ? Finding.succeeded("one server answers")
                : Finding.failed(servers.size() + " servers answered under one address")
                        .objects(List.copyOf(servers));
    }

    private static final int SESSIONS = 4;

    private static String answer(Connection connection, String query) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            rows.next();
            return rows.getString(1);
        }
    }
}

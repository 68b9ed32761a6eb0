package io.godwit.validator.rules.database;

import io.godwit.common.migration.RuleSide;
import io.godwit.validator.rules.DatabaseRule;
import io.godwit.validator.rules.Finding;
import io.godwit.validator.rules.RuleContext;
import io.godwit.validator.rules.RuleDescription;
import io.godwit.validator.rules.ServerFacts;
import java.sql.SQLException;

/// Migrating a database onto itself would replace it by itself, at best.
final class SameServerTrap implements DatabaseRule {
    private static final RuleDescription ABOUT =
            RuleDescription.of(
                            "SAME_SERVER_TRAP", "Source and target are not the very same database")
                    .about(RuleSide.BOTH)
                    .meaning("The database would be replaced by itself, at best.")
                    .remedy("Choose another target server, or another name on the target.");

    @Override
    public RuleDescription about() {
        return ABOUT;
    }

    @Override
    public Finding check(RuleContext context) throws SQLException {
        boolean sameName = context.database().name().equals(context.database().targetName());
        boolean sameServer =
                context.source()
                        .maintenance()
                        .value(DatabaseQueries.SAME_POSTMASTER)
                        .equals(
                                context.target()
                                        .maintenance()
                                        .value(DatabaseQueries.SAME_POSTMASTER));
        if (!sameServer) {
            return otherServer(context, sameName);
        }
        return sameName
                ? Finding.failed(
                        "source and target are the same database of the same server",
                        "Choose another target server, or another name on the target.")
                : Finding.succeeded("the same server, but another database");
    }

    /// A standby and its primary are one cluster: what is replaced on the one is replaced on both.
    private static Finding otherServer(RuleContext context, boolean sameName) throws SQLException {
        if (!sameName || !sameCluster(context)) {
            return Finding.succeeded("source and target are two servers");
        }
        return context.source().maintenance().holds(DatabaseQueries.IN_RECOVERY)
                ? Finding.failed(
                        "the source seems to be a standby of the target",
                        "Choose another target server, or another name on the target.")
                : Finding.warning(
                        "one of the two servers is a physical copy of the other",
                        "Make sure that they are the two servers you mean.");
    }

    private static boolean sameCluster(RuleContext context) throws SQLException {
        return identifier(context.source()).equals(identifier(context.target()));
    }

    private static String identifier(ServerFacts server) throws SQLException {
        return server.maintenance().value(DatabaseQueries.SYSTEM_IDENTIFIER);
    }
}

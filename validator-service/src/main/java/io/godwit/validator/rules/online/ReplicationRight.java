package io.godwit.validator.rules.online;

import io.godwit.common.migration.Side;
import io.godwit.validator.rules.Finding;
import io.godwit.validator.rules.LoginRole;
import io.godwit.validator.rules.RuleContext;
import io.godwit.validator.rules.RuleDescription;
import io.godwit.validator.rules.ServerProfile;
import io.godwit.validator.rules.ServerRule;
import java.sql.SQLException;
import java.util.List;

/// The attribute REPLICATION, or what a managed server has in its place.
final class ReplicationRight implements ServerRule {
    private static final RuleDescription ABOUT =
            RuleDescription.of("REPLICATION_RIGHT", "The source's user may replicate")
                    .online()
                    .alias(603104)
                    .meaning("No slot can be made or read.")
                    .remedy("Give the user the right to replicate.");

    @Override
    public RuleDescription about() {
        return ABOUT;
    }

    @Override
    public Finding check(RuleContext context) throws SQLException {
        LoginRole role = context.source().role();
        ServerProfile profile = context.profile(Side.SOURCE);
        return role.replication() || isMember(context, profile)
                ? Finding.succeeded(role.name() + " may replicate")
                : Finding.failed(role.name() + " may not replicate")
                        .objects(List.of(role.name()))
                        .fix(profile.grantReplication(Side.SOURCE, role.name()));
    }

    private static boolean isMember(RuleContext context, ServerProfile profile)
            throws SQLException {
        String group = profile.replicators();
        return group != null
                && context.source().maintenance().holds(OnlineQueries.IS_MEMBER, group);
    }
}

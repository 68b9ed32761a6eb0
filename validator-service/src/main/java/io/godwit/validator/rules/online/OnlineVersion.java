package io.godwit.validator.rules.online;

import io.godwit.common.postgres.ServerVersion;
import io.godwit.validator.rules.Finding;
import io.godwit.validator.rules.RuleContext;
import io.godwit.validator.rules.RuleDescription;
import io.godwit.validator.rules.ServerRule;
import java.sql.SQLException;

/// `pgoutput` and publications came with version 10.
final class OnlineVersion implements ServerRule {
    private static final RuleDescription ABOUT =
            RuleDescription.of(
                            "ONLINE_VERSION",
                            "The source can be followed: it is PostgreSQL 10 or later")
                    .online()
                    .alias(603400)
                    .meaning("Changes cannot be followed.")
                    .remedy("Migrate in mode Offline, or upgrade the source.");

    @Override
    public RuleDescription about() {
        return ABOUT;
    }

    @Override
    public Finding check(RuleContext context) throws SQLException {
        return judge(context.source().version());
    }

    static Finding judge(ServerVersion version) {
        return version.atLeast(10)
                ? Finding.succeeded("the source is PostgreSQL " + version)
                : Finding.failed("the source is PostgreSQL " + version + ", older than 10");
    }
}

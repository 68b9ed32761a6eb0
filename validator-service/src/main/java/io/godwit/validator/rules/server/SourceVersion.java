package io.godwit.validator.rules.server;

import io.godwit.common.postgres.ServerVersion;
import io.godwit.validator.rules.Finding;
import io.godwit.validator.rules.RuleContext;
import io.godwit.validator.rules.RuleDescription;
import io.godwit.validator.rules.ServerRule;
import java.sql.SQLException;

/// 9.6 or later. Asked without the settings of Godwit's own sessions: a server that is too old
/// refuses them, as it does not know them all.
final class SourceVersion implements ServerRule {
    private static final RuleDescription ABOUT =
            RuleDescription.of("SOURCE_VERSION", "The source is PostgreSQL 9.6 or later")
                    .alias(603400)
                    .meaning(
                            "The tools and catalogs that the move relies on are of later versions.")
                    .remedy("Upgrade the source, or move it by dump and restore.");

    static final ServerVersion OLDEST = new ServerVersion(90_600);

    @Override
    public RuleDescription about() {
        return ABOUT;
    }

    @Override
    public Finding check(RuleContext context) throws SQLException {
        return judge(
                new ServerVersion(
                        Integer.parseInt(context.source().plain().value(ServerQueries.VERSION))));
    }

    static Finding judge(ServerVersion version) {
        return version.compareTo(OLDEST) >= 0
                ? Finding.succeeded("the source is PostgreSQL " + version)
                : Finding.failed(
                        "the source is PostgreSQL " + version + ", older than 9.6",
                        "Upgrade the source, or move it by dump and restore.");
    }
}

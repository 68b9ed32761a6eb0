package io.godwit.validator.rules.database;

import io.godwit.validator.rules.DatabaseRule;
import io.godwit.validator.rules.Finding;
import io.godwit.validator.rules.RuleContext;
import io.godwit.validator.rules.RuleDescription;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;

/// Some extensions keep what they do outside of what a dump carries, or need care when restored.
final class ExtensionState implements DatabaseRule {
    private static final RuleDescription ABOUT =
            RuleDescription.of("EXTENSION_STATE", "No extension keeps state that does not move")
                    .warns()
                    .alias(603405)
                    .meaning(
                            "What these extensions manage (jobs, chunks, distribution, replication sets) is not moved with them.")
                    .remedy(
                            "Set the extensions up on the target by their own means after the migration.");

    @Override
    public RuleDescription about() {
        return ABOUT;
    }

    @Override
    public Finding check(RuleContext context) throws SQLException {
        List<String> found =
                context.catalog().list(row -> row.getString(1), DatabaseQueries.EXTENSIONS).stream()
                        .filter(STATEFUL::contains)
                        .toList();
        return found.isEmpty()
                ? Finding.succeeded("no extension is known to keep such state")
                : Finding.warning(found.size() + " extensions keep state that does not move")
                        .objects(found);
    }

    private static final Set<String> STATEFUL =
            Set.of(
                    "bdr",
                    "citus",
                    "pg_cron",
                    "pgagent",
                    "pgl_ddl_deploy",
                    "pglogical",
                    "timescaledb");
}

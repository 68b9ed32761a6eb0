package io.godwit.validator.rules.database;

import io.godwit.validator.rules.DatabaseRule;
import io.godwit.validator.rules.Finding;
import io.godwit.validator.rules.RuleContext;
import io.godwit.validator.rules.RuleDescription;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// Some extensions keep what they do outside of what a dump carries, or need care when restored.
final class ExtensionState implements DatabaseRule {
    private static final RuleDescription ABOUT =
            RuleDescription.of("EXTENSION_STATE", "No extension keeps state that does not move")
                    .warns()
                    .alias(603405)
                    .meaning(
                            "What these extensions manage (jobs, chunks, distribution, replication sets) is not moved with them, nor are rows of tables that belong to an extension and are not its configuration.")
                    .remedy(
                            "Set the extensions up on the target by their own means after the migration; copy the rows of their tables by hand, or let go of tables that are yours (ALTER EXTENSION … DROP TABLE).");

    @Override
    public RuleDescription about() {
        return ABOUT;
    }

    @Override
    public Finding check(RuleContext context) throws SQLException {
        List<String> extensions =
                context.catalog().list(row -> row.getString(1), DatabaseQueries.EXTENSIONS).stream()
                        .filter(STATEFUL::contains)
                        .toList();
        List<ExtensionTable> tables = ExtensionTable.filled(context.catalog());
        if (extensions.isEmpty() && tables.isEmpty()) {
            return Finding.succeeded("no extension is known to keep such state");
        }
        List<String> found = new ArrayList<>(extensions);
        tables.forEach(table -> found.add(table.toString()));
        return Finding.warning(message(extensions, tables)).objects(found);
    }

    private static String message(List<String> extensions, List<ExtensionTable> tables) {
        List<String> parts = new ArrayList<>();
        if (!extensions.isEmpty()) {
            parts.add(extensions.size() + " extensions keep state that does not move");
        }
        if (!tables.isEmpty()) {
            parts.add(tables.size() + " tables belong to extensions, and their rows do not move");
        }
        return String.join("; ", parts);
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

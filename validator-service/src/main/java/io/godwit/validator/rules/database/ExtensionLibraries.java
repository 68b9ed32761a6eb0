package io.godwit.validator.rules.database;

import io.godwit.common.migration.Side;
import io.godwit.common.postgres.Quote;
import io.godwit.validator.rules.DatabaseRule;
import io.godwit.validator.rules.Finding;
import io.godwit.validator.rules.RuleContext;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Some extensions only work if the target loads their library when it starts.
final class ExtensionLibraries implements DatabaseRule {
    @Override
    public String code() {
        return "EXTENSION_LIBRARIES";
    }

    @Override
    public String name() {
        return "Libraries that extensions need from the server's start are loaded";
    }

    @Override
    public Finding check(RuleContext context) throws SQLException {
        List<String> needed =
                context.catalog().list(row -> row.getString(1), DatabaseQueries.EXTENSIONS).stream()
                        .filter(PRELOADED::contains)
                        .toList();
        if (needed.isEmpty()) {
            return Finding.succeeded("no extension needs a library from the server's start");
        }
        return judge(needed, context.target().maintenance().value(DatabaseQueries.PRELOADED));
    }

    private static final Set<String> PRELOADED =
            Set.of(
                    "citus",
                    "pg_cron",
                    "pg_partman_bgw",
                    "pg_squeeze",
                    "pg_stat_kcache",
                    "pg_stat_statements",
                    "pg_wait_sampling",
                    "pgaudit",
                    "pglogical",
                    "timescaledb");

    /// @param loaded as `shared_preload_libraries` shows it
    private static Finding judge(List<String> needed, String loaded) {
        List<String> libraries =
                Arrays.stream(loaded.split(",", -1))
                        .map(library -> library.strip().replace("\"", ""))
                        .filter(library -> !library.isEmpty())
                        .toList();
        List<String> missing =
                needed.stream().filter(library -> !libraries.contains(library)).toList();
        return missing.isEmpty()
                ? Finding.succeeded("the target has loaded " + String.join(", ", needed))
                : Finding.failed(
                                "the target has not loaded " + String.join(", ", missing),
                                "Set shared_preload_libraries and restart the target.")
                        .objects(missing)
                        .fix(Side.TARGET, alterSystem(libraries, missing));
    }

    private static String alterSystem(List<String> loaded, List<String> missing) {
        String all =
                Stream.concat(loaded.stream(), missing.stream())
                        .map(Quote::literal)
                        .collect(Collectors.joining(", "));
        return "ALTER SYSTEM SET shared_preload_libraries = " + all + ";  -- then restart";
    }
}

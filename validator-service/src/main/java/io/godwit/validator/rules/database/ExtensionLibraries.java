package io.godwit.validator.rules.database;

import io.godwit.common.migration.RuleSide;
import io.godwit.common.migration.Side;
import io.godwit.common.postgres.Quote;
import io.godwit.validator.rules.DatabaseRule;
import io.godwit.validator.rules.Finding;
import io.godwit.validator.rules.RuleContext;
import io.godwit.validator.rules.RuleDescription;
import io.godwit.validator.rules.Setting;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Some extensions only work if the target loads their library when it starts.
final class ExtensionLibraries implements DatabaseRule {
    private static final RuleDescription ABOUT =
            RuleDescription.of(
                            "EXTENSION_LIBRARIES",
                            "Libraries that extensions need from the server's start are loaded")
                    .about(RuleSide.TARGET)
                    .alias(603109)
                    .meaning("Extensions would refuse to work, or to be created.")
                    .remedy("Set shared_preload_libraries and restart the target.");

    @Override
    public RuleDescription about() {
        return ABOUT;
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
        return judge(
                context,
                needed,
                context.target().setting("shared_preload_libraries").orElseThrow());
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

    private static Finding judge(RuleContext context, List<String> needed, Setting loaded)
            throws SQLException {
        List<String> libraries =
                Arrays.stream(loaded.value().split(",", -1))
                        .map(library -> library.strip().replace("\"", ""))
                        .filter(library -> !library.isEmpty())
                        .toList();
        List<String> missing =
                needed.stream().filter(library -> !libraries.contains(library)).toList();
        if (missing.isEmpty()) {
            return Finding.succeeded("the target has loaded " + String.join(", ", needed));
        }
        Finding found =
                Finding.failed("the target has not loaded " + String.join(", ", missing))
                        .objects(missing);
        return context.profile(Side.TARGET)
                .set(found, Side.TARGET, loaded, all(libraries, missing));
    }

    private static String all(List<String> loaded, List<String> missing) {
        return Stream.concat(loaded.stream(), missing.stream())
                .map(Quote::literal)
                .collect(Collectors.joining(", "));
    }
}

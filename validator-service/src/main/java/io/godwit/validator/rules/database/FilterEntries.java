package io.godwit.validator.rules.database;

import io.godwit.common.migration.TablePattern;
import io.godwit.validator.rules.DatabaseRule;
import io.godwit.validator.rules.Finding;
import io.godwit.validator.rules.RuleContext;
import io.godwit.validator.rules.RuleDescription;
import io.godwit.validator.rules.SourceTable;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/// A table that was asked for by its name and is not there would just not move, and nobody would
/// know. A pattern, or what is left out, may be meant for several databases.
final class FilterEntries implements DatabaseRule {
    private static final RuleDescription ABOUT =
            RuleDescription.of("FILTER_ENTRIES", "Every entry of the filters matches a table")
                    .meaning(
                            "A table that was named would be missing on the target; a pattern that matches nothing may be misspelt.")
                    .remedy(
                            "Correct the entries: names are as the catalog has them, case included, and views and tables of extensions do not count.");

    @Override
    public RuleDescription about() {
        return ABOUT;
    }

    @Override
    public Finding check(RuleContext context) throws SQLException {
        List<SourceTable> tables = context.tables().all();
        List<String> included = unmatched(context.database().tables().include(), tables);
        List<String> excluded = unmatched(context.database().tables().exclude(), tables);
        if (included.isEmpty() && excluded.isEmpty()) {
            return Finding.succeeded("every entry of the filters matches a table");
        }
        List<String> all = new ArrayList<>();
        included.forEach(entry -> all.add(entry + " (selected)"));
        excluded.forEach(entry -> all.add(entry + " (excluded)"));
        long missing = included.stream().filter(entry -> TablePattern.of(entry).literal()).count();
        return missing > 0
                ? Finding.failed(
                                missing
                                        + " tables that were selected by name are not in the source database")
                        .objects(all)
                : Finding.warning(all.size() + " entries of the filters match no table")
                        .objects(all);
    }

    private static List<String> unmatched(List<String> entries, List<SourceTable> tables) {
        return entries.stream().filter(entry -> !matches(entry, tables)).toList();
    }

    private static boolean matches(String entry, List<SourceTable> tables) {
        TablePattern pattern = TablePattern.of(entry);
        return tables.stream()
                .map(SourceTable::name)
                .anyMatch(table -> pattern.matches(table.schema(), table.name()));
    }
}

package io.godwit.validator.rules.database;

import io.godwit.validator.rules.DatabaseRule;
import io.godwit.validator.rules.Finding;
import io.godwit.validator.rules.RuleContext;
import io.godwit.validator.rules.RuleDescription;
import io.godwit.validator.rules.SourceTable;
import java.sql.SQLException;
import java.util.List;

/// Filters that select nothing are a mistake more often than a wish.
final class TablesSelected implements DatabaseRule {
    private static final RuleDescription ABOUT =
            RuleDescription.of("TABLES_SELECTED", "The filters leave tables to move")
                    .meaning("Nothing would move.")
                    .remedy("Correct selectedTables, or the patterns to include and exclude.");

    @Override
    public RuleDescription about() {
        return ABOUT;
    }

    @Override
    public Finding check(RuleContext context) throws SQLException {
        List<SourceTable> tables = context.tables().all();
        List<SourceTable> selected = context.tables().selected();
        return selected.isEmpty() && !context.database().tables().all()
                ? Finding.failed(
                        "the filters select none of " + tables.size() + " tables",
                        "Correct selectedTables, or the patterns to include and exclude.")
                : Finding.succeeded(selected.size() + " of " + tables.size() + " tables move");
    }
}

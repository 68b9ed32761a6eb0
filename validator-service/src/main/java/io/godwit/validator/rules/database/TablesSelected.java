package io.godwit.validator.rules.database;

import io.godwit.validator.rules.DatabaseRule;
import io.godwit.validator.rules.Finding;
import io.godwit.validator.rules.RuleContext;
import java.sql.SQLException;
import java.util.List;

/// Filters that select nothing are a mistake more often than a wish.
final class TablesSelected implements DatabaseRule {
    @Override
    public String code() {
        return "TABLES_SELECTED";
    }

    @Override
    public String name() {
        return "The filters leave tables to move";
    }

    @Override
    public Finding check(RuleContext context) throws SQLException {
        TableSelection selection = TableSelection.of(context.database().tables());
        List<ObjectName> tables = ObjectName.list(context.catalog(), DatabaseQueries.TABLES);
        List<ObjectName> selected = tables.stream().filter(selection::selects).toList();
        return selected.isEmpty() && !context.database().tables().all()
                ? Finding.failed(
                        "the filters select none of " + tables.size() + " tables",
                        "Correct selectedTables, or the patterns to include and exclude.")
                : Finding.succeeded(selected.size() + " of " + tables.size() + " tables move");
    }
}

package io.godwit.validator.rules.online;

import io.godwit.validator.rules.DatabaseRule;
import io.godwit.validator.rules.Finding;
import io.godwit.validator.rules.RuleContext;
import io.godwit.validator.rules.RuleDescription;
import io.godwit.validator.rules.SourceTable;
import java.sql.SQLException;
import java.util.List;

/// Without a key every update and delete looks through the whole table on the target.
final class TablesWithoutKey implements DatabaseRule {
    private static final RuleDescription ABOUT =
            RuleDescription.of("TABLES_WITHOUT_KEY", "Every table has a key to find its rows by")
                    .online()
                    .warns()
                    .alias(603110)
                    .meaning(
                            "Updates and deletes of these tables are found by comparing whole rows, which is slow where they are many.")
                    .remedy("Add a primary key, or a unique index on columns that are NOT NULL.");

    @Override
    public RuleDescription about() {
        return ABOUT;
    }

    @Override
    public Finding check(RuleContext context) throws SQLException {
        List<SourceTable> without =
                context.tables().followed().stream()
                        .filter(table -> !table.primaryKey() && !table.key())
                        .toList();
        return without.isEmpty()
                ? Finding.succeeded("every table has a key")
                : Finding.warning(without.size() + " tables have no key")
                        .objects(without.stream().map(SourceTable::toString).toList());
    }
}

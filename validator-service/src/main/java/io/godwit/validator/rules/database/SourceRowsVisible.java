package io.godwit.validator.rules.database;

import io.godwit.common.migration.Side;
import io.godwit.validator.rules.DatabaseRule;
import io.godwit.validator.rules.Finding;
import io.godwit.validator.rules.LoginRole;
import io.godwit.validator.rules.RuleContext;
import java.sql.SQLException;
import java.util.List;

/// A policy would hide rows from the copy; PostgreSQL is told to refuse rather than to leave them
/// out, so the migration would fail.
final class SourceRowsVisible implements DatabaseRule {
    @Override
    public String code() {
        return "SOURCE_ROWS_VISIBLE";
    }

    @Override
    public String name() {
        return "Row security hides no rows from the source's user";
    }

    @Override
    public Finding check(RuleContext context) throws SQLException {
        List<ObjectName> hidden =
                ObjectName.list(context.catalog(), DatabaseQueries.ROWS_HIDDEN).stream()
                        .filter(TableSelection.of(context.database().tables())::selects)
                        .toList();
        LoginRole role = context.source().role();
        return hidden.isEmpty()
                ? Finding.succeeded("all rows are visible to " + role.name())
                : Finding.failed(
                                "policies apply to "
                                        + role.name()
                                        + " in "
                                        + hidden.size()
                                        + " tables",
                                "Use a role with BYPASSRLS, or the tables' owner where row security is"
                                        + " not forced.")
                        .objects(ObjectName.texts(hidden))
                        .fix(Side.SOURCE, "ALTER ROLE " + role.quoted() + " BYPASSRLS;");
    }
}

package io.godwit.validator.rules.database;

import io.godwit.common.migration.Fix;
import io.godwit.common.migration.Side;
import io.godwit.common.migration.TableName;
import io.godwit.validator.rules.DatabaseRule;
import io.godwit.validator.rules.Finding;
import io.godwit.validator.rules.LoginRole;
import io.godwit.validator.rules.RuleContext;
import io.godwit.validator.rules.RuleDescription;
import io.godwit.validator.rules.SourceTables;
import java.sql.SQLException;
import java.util.List;

/// A policy would hide rows from the copy; PostgreSQL is told to refuse rather than to leave them
/// out, so the migration would fail.
final class SourceRowsVisible implements DatabaseRule {
    private static final RuleDescription ABOUT =
            RuleDescription.of(
                            "SOURCE_ROWS_VISIBLE",
                            "Row security hides no rows from the source's user")
                    .meaning("Rows would be missing; the copy refuses rather than leaves them out.")
                    .remedy(
                            "Use a role with BYPASSRLS, or the tables' owner where row security is not forced.");

    @Override
    public RuleDescription about() {
        return ABOUT;
    }

    @Override
    public Finding check(RuleContext context) throws SQLException {
        SourceTables tables = context.tables();
        List<ObjectName> hidden =
                ObjectName.list(context.catalog(), DatabaseQueries.ROWS_HIDDEN).stream()
                        .filter(table -> tables.moves(new TableName(table.schema(), table.name())))
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
                        .fix(
                                Fix.of(Side.SOURCE, "ALTER ROLE " + role.quoted() + " BYPASSRLS;")
                                        .undo("ALTER ROLE " + role.quoted() + " NOBYPASSRLS;"));
    }
}

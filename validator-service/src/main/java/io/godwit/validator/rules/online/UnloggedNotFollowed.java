package io.godwit.validator.rules.online;

import io.godwit.common.migration.Side;
import io.godwit.validator.rules.DatabaseRule;
import io.godwit.validator.rules.Finding;
import io.godwit.validator.rules.RuleContext;
import io.godwit.validator.rules.RuleDescription;
import io.godwit.validator.rules.SourceTable;
import io.godwit.validator.rules.Statements;
import java.sql.SQLException;
import java.util.List;

/// Unlogged tables write no WAL, so there is nothing to follow.
final class UnloggedNotFollowed implements DatabaseRule {
    private static final RuleDescription ABOUT =
            RuleDescription.of("UNLOGGED_NOT_FOLLOWED", "Every table writes WAL")
                    .online()
                    .warns()
                    .meaning(
                            "What changes in them is in no stream; they are copied again at the cutover, within its pause.")
                    .remedy("ALTER TABLE … SET LOGGED what is large, or allow for the time.");

    @Override
    public RuleDescription about() {
        return ABOUT;
    }

    @Override
    public Finding check(RuleContext context) throws SQLException {
        List<SourceTable> unlogged =
                context.tables().selected().stream().filter(SourceTable::unlogged).toList();
        return unlogged.isEmpty()
                ? Finding.succeeded("every table writes WAL")
                : Finding.warning(
                                unlogged.size()
                                        + " tables are unlogged: their changes are not followed")
                        .objects(unlogged.stream().map(SourceTable::toString).toList())
                        .fixes(
                                Statements.of(
                                        Side.SOURCE,
                                        context.database().name(),
                                        unlogged,
                                        table -> "ALTER TABLE " + table.quoted() + " SET LOGGED;",
                                        table ->
                                                "ALTER TABLE "
                                                        + table.quoted()
                                                        + " SET UNLOGGED;"));
    }
}

package io.godwit.validator.rules.online;

import io.godwit.common.migration.Fix;
import io.godwit.common.migration.Side;
import io.godwit.common.postgres.Quote;
import io.godwit.validator.rules.DatabaseRule;
import io.godwit.validator.rules.Finding;
import io.godwit.validator.rules.LoginRole;
import io.godwit.validator.rules.RuleContext;
import io.godwit.validator.rules.RuleDescription;
import io.godwit.validator.rules.SourceTable;
import java.sql.SQLException;
import java.util.List;

/// Only its owner adds a table to a publication.
final class TablesOwned implements DatabaseRule {
    private static final RuleDescription ABOUT =
            RuleDescription.of(
                            "TABLES_OWNED", "The source's user may publish every table that moves")
                    .online()
                    .alias(603110)
                    .meaning("These tables cannot be followed.")
                    .remedy("Make the user a member of the owners.");

    @Override
    public RuleDescription about() {
        return ABOUT;
    }

    @Override
    public Finding check(RuleContext context) throws SQLException {
        LoginRole role = context.source().role();
        List<SourceTable> foreign =
                context.tables().followed().stream().filter(table -> !table.owned()).toList();
        List<String> owners = foreign.stream().map(SourceTable::owner).distinct().sorted().toList();
        return foreign.isEmpty()
                ? Finding.succeeded(role.name() + " may publish every table")
                : Finding.failed(role.name() + " does not own " + foreign.size() + " tables")
                        .objects(foreign.stream().map(SourceTable::toString).toList())
                        .fixes(
                                owners.stream()
                                        .map(owner ->
                                                Fix.of(
                                                                Side.SOURCE,
                                                                "GRANT %s TO %s;"
                                                                        .formatted(
                                                                                Quote.identifier(
                                                                                        owner),
                                                                                role.quoted()))
                                                        .undo(
                                                                "REVOKE %s FROM %s;"
                                                                        .formatted(
                                                                                Quote.identifier(
                                                                                        owner),
                                                                                role.quoted())))
                                        .toList());
    }
}

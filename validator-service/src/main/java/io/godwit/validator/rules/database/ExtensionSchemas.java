package io.godwit.validator.rules.database;

import io.godwit.common.migration.Side;
import io.godwit.common.postgres.Quote;
import io.godwit.validator.rules.DatabaseRule;
import io.godwit.validator.rules.Finding;
import io.godwit.validator.rules.RuleContext;
import io.godwit.validator.rules.RuleDescription;
import io.godwit.validator.rules.Statements;
import java.sql.SQLException;
import java.util.List;

/// An extension that was put among the system catalogs.
final class ExtensionSchemas implements DatabaseRule {
    private static final RuleDescription ABOUT =
            RuleDescription.of("EXTENSION_SCHEMAS", "No extension lives in a system schema")
                    .warns()
                    .alias(603407)
                    .meaning(
                            "Creating it there on the target needs a superuser, and managed servers refuse it.")
                    .remedy("Move the extension to a schema of its own.");

    @Override
    public RuleDescription about() {
        return ABOUT;
    }

    @Override
    public Finding check(RuleContext context) throws SQLException {
        List<Placed> found =
                context.catalog()
                        .list(
                                row ->
                                        new Placed(
                                                row.getString(1),
                                                row.getString(2),
                                                row.getBoolean(3)),
                                ObjectQueries.EXTENSIONS_IN_CATALOG);
        List<Placed> movable = found.stream().filter(Placed::relocatable).toList();
        return found.isEmpty()
                ? Finding.succeeded("no extension lives in a system schema")
                : Finding.warning(found.size() + " extensions live in a system schema")
                        .objects(found.stream().map(Placed::name).toList())
                        .fixes(
                                Statements.of(
                                        Side.SOURCE,
                                        context.database().name(),
                                        movable,
                                        each -> each.moved("public"),
                                        each -> each.moved(each.schema())));
    }

    private record Placed(String name, String schema, boolean relocatable) {
        String moved(String to) {
            return "ALTER EXTENSION %s SET SCHEMA %s;"
                    .formatted(Quote.identifier(name), Quote.identifier(to));
        }
    }
}

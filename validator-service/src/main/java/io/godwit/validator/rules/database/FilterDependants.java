package io.godwit.validator.rules.database;

import io.godwit.validator.rules.DatabaseRule;
import io.godwit.validator.rules.Finding;
import io.godwit.validator.rules.RuleContext;
import io.godwit.validator.rules.RuleDescription;
import io.godwit.validator.rules.SourceTable;
import io.godwit.validator.rules.SourceTables;
import java.sql.SQLException;
import java.util.List;

/// What cannot exist without a table that the filter leaves out stays behind with it.
final class FilterDependants implements DatabaseRule {
    private static final RuleDescription ABOUT =
            RuleDescription.of(
                            "FILTER_DEPENDANTS",
                            "Nothing that moves needs a table that the filter leaves out")
                    .warns()
                    .meaning(
                            "Views, foreign keys and functions that need an excluded table stay behind with it.")
                    .remedy("Include the tables too, or make the objects again by hand.");

    @Override
    public RuleDescription about() {
        return ABOUT;
    }

    @Override
    public Finding check(RuleContext context) throws SQLException {
        SourceTables tables = context.tables();
        Long[] left =
                tables.all().stream()
                        .map(SourceTable::oid)
                        .filter(oid -> !tables.moves(oid))
                        .toArray(Long[]::new);
        if (left.length == 0) {
            return Finding.succeeded("every table moves");
        }
        List<String> gone =
                context
                        .catalog()
                        .list(
                                row -> new Dependant(row.getLong(1), row.getString(2)),
                                ObjectQueries.DEPENDANTS,
                                left,
                                left)
                        .stream()
                        .map(Dependant::text)
                        .distinct()
                        .toList();
        return gone.isEmpty()
                ? Finding.succeeded("nothing else needs the " + left.length + " tables that stay")
                : Finding.warning(
                                gone.size()
                                        + " objects stay behind with "
                                        + left.length
                                        + " tables")
                        .objects(gone);
    }

    private record Dependant(long oid, String text) {}
}

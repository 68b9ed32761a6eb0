package io.godwit.validator.rules.database;

import io.godwit.common.migration.Fix;
import io.godwit.common.migration.Side;
import io.godwit.common.postgres.Quote;
import io.godwit.validator.rules.DatabaseRule;
import io.godwit.validator.rules.Finding;
import io.godwit.validator.rules.RuleContext;
import io.godwit.validator.rules.RuleDescription;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/// A library that sorts otherwise than when an index was built makes the index lie.
final class CollationsCurrent implements DatabaseRule {
    private static final RuleDescription ABOUT =
            RuleDescription.of(
                            "COLLATIONS_CURRENT",
                            "The source sorts as it did when its indexes were built")
                    .warns()
                    .meaning(
                            "Indexes of the source may miss rows or hold duplicates; the target builds its own from the rows and may refuse them.")
                    .remedy("REINDEX what sorts text, then refresh the recorded versions.");

    @Override
    public RuleDescription about() {
        return ABOUT;
    }

    @Override
    public Finding check(RuleContext context) throws SQLException {
        if (!context.source().version().atLeast(10)) {
            return Finding.succeeded("this version does not record how it sorted");
        }
        List<Fix> fixes = new ArrayList<>();
        List<String> found = new ArrayList<>();
        String name = context.database().name();
        if (context.source().version().atLeast(15)) {
            for (String versions :
                    context.catalog().column(ObjectQueries.DATABASE_COLLATION_CHANGED)) {
                found.add("the database: " + versions);
                fixes.add(
                        Fix.of(
                                        Side.SOURCE,
                                        "REINDEX DATABASE %1$s;\nALTER DATABASE %1$s REFRESH COLLATION VERSION;"
                                                .formatted(Quote.identifier(name)))
                                .in(name));
            }
        }
        for (ObjectName collation :
                ObjectName.list(context.catalog(), ObjectQueries.COLLATIONS_CHANGED)) {
            found.add("collation " + collation);
            fixes.add(
                    Fix.of(
                                    Side.SOURCE,
                                    "REINDEX DATABASE %s;\nALTER COLLATION %s REFRESH VERSION;"
                                            .formatted(Quote.identifier(name), collation.quoted()))
                            .in(name));
        }
        return found.isEmpty()
                ? Finding.succeeded("every recorded version is the present one")
                : Finding.warning(found.size() + " collations have changed since they were used")
                        .objects(found)
                        .fixes(fixes);
    }
}

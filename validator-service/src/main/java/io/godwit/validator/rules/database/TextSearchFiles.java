package io.godwit.validator.rules.database;

import io.godwit.common.migration.RuleSide;
import io.godwit.validator.rules.DatabaseRule;
import io.godwit.validator.rules.Finding;
import io.godwit.validator.rules.RuleContext;
import io.godwit.validator.rules.RuleDescription;
import java.sql.SQLException;
import java.util.List;

/// Dictionaries read files of the machine that they run on.
final class TextSearchFiles implements DatabaseRule {
    private static final RuleDescription ABOUT =
            RuleDescription.of("TEXT_SEARCH_FILES", "No text search dictionary reads files")
                    .about(RuleSide.BOTH)
                    .warns()
                    .meaning(
                            "The dictionary cannot be created, or works otherwise, unless the target's machine has the same files.")
                    .remedy("Copy the files to the target's tsearch_data folder.");

    @Override
    public RuleDescription about() {
        return ABOUT;
    }

    @Override
    public Finding check(RuleContext context) throws SQLException {
        List<String> found = context.catalog().column(ObjectQueries.DICTIONARIES_WITH_FILES);
        return found.isEmpty()
                ? Finding.succeeded("no dictionary reads files")
                : Finding.warning(found.size() + " dictionaries read files").objects(found);
    }
}

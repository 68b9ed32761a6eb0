package io.godwit.validator.rules.database;

import io.godwit.common.migration.RuleSide;
import io.godwit.validator.rules.DatabaseRule;
import io.godwit.validator.rules.Finding;
import io.godwit.validator.rules.RuleContext;
import io.godwit.validator.rules.RuleDescription;
import java.sql.SQLException;
import java.util.List;

/// Languages that came without an extension.
final class LanguagesAvailable implements DatabaseRule {
    private static final RuleDescription ABOUT =
            RuleDescription.of(
                            "LANGUAGES_AVAILABLE",
                            "Procedural languages can be created on the target")
                    .about(RuleSide.TARGET)
                    .alias(603413)
                    .meaning(
                            "Languages without an extension are created by superusers only; functions in them could not be created either.")
                    .remedy(
                            "Install the languages as extensions, or migrate as a superuser of the target.");

    @Override
    public RuleDescription about() {
        return ABOUT;
    }

    @Override
    public Finding check(RuleContext context) throws SQLException {
        List<String> found = context.catalog().column(ObjectQueries.BARE_LANGUAGES);
        return TargetSuperuser.needed(context, found, "languages that belong to no extension");
    }
}

package io.godwit.validator.rules.online;

import io.godwit.common.migration.RuleSide;
import io.godwit.validator.rules.DatabaseRule;
import io.godwit.validator.rules.Finding;
import io.godwit.validator.rules.RuleContext;
import io.godwit.validator.rules.RuleDescription;
import io.godwit.validator.rules.database.OfTable;
import java.sql.SQLException;
import java.util.List;

/// Triggers ENABLE ALWAYS or REPLICA would fire while changes are applied, after they fired on the
/// source.
final class AlwaysTriggers implements DatabaseRule {
    private static final RuleDescription ABOUT =
            RuleDescription.of("ALWAYS_TRIGGERS", "No trigger fires whoever writes")
                    .about(RuleSide.BOTH)
                    .online()
                    .warns()
                    .meaning(
                            "So that they do not fire twice, Godwit switches them off on the target until the cutover.")
                    .remedy(
                            "Nothing is needed, unless other writers of the target count on them before the cutover.");

    @Override
    public RuleDescription about() {
        return ABOUT;
    }

    @Override
    public Finding check(RuleContext context) throws SQLException {
        List<OfTable> found = OfTable.list(context.catalog(), OnlineQueries.ALWAYS_TRIGGERS);
        return found.isEmpty()
                ? Finding.succeeded("every trigger fires for its own writers only")
                : Finding.warning(found.size() + " triggers are ENABLE ALWAYS or REPLICA")
                        .objects(OfTable.texts(found));
    }
}

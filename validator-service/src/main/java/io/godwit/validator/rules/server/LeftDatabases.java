package io.godwit.validator.rules.server;

import io.godwit.common.migration.RuleSide;
import io.godwit.validator.rules.Finding;
import io.godwit.validator.rules.RuleContext;
import io.godwit.validator.rules.RuleDescription;
import io.godwit.validator.rules.ServerRule;
import java.sql.SQLException;
import java.util.List;

/// What earlier migrations left under their working names; it may belong to one that still runs.
final class LeftDatabases implements ServerRule {
    private static final RuleDescription ABOUT =
            RuleDescription.of(
                            "LEFT_DATABASES",
                            "No earlier migration left a working database on the target")
                    .about(RuleSide.TARGET)
                    .warns()
                    .meaning(
                            "They take room. `godwit_new_…` was being filled, `godwit_old_…` is a database that was put aside and may be the only copy.")
                    .remedy(
                            "Delete or cancel the migration that they belong to; look into `godwit_old_…` before dropping one.");

    @Override
    public RuleDescription about() {
        return ABOUT;
    }

    @Override
    public Finding check(RuleContext context) throws SQLException {
        List<String> found = context.target().maintenance().column(ServerQueries.WORKING_DATABASES);
        return found.isEmpty()
                ? Finding.succeeded("there are no working databases of other migrations")
                : Finding.warning(
                                found.size()
                                        + " working databases of other migrations are on the target")
                        .objects(found);
    }
}

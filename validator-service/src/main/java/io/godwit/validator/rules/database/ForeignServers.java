package io.godwit.validator.rules.database;

import io.godwit.validator.rules.DatabaseRule;
import io.godwit.validator.rules.Finding;
import io.godwit.validator.rules.RuleContext;
import io.godwit.validator.rules.RuleDescription;
import java.sql.SQLException;
import java.util.List;

/// Foreign tables move as definitions; their servers must be reachable from the target too.
final class ForeignServers implements DatabaseRule {
    private static final RuleDescription ABOUT =
            RuleDescription.of("FOREIGN_SERVERS", "Nothing on the source reads from other servers")
                    .warns()
                    .meaning(
                            "Foreign tables work on the target only if it reaches the same servers.")
                    .remedy("Open the way from the target to these servers.");

    @Override
    public RuleDescription about() {
        return ABOUT;
    }

    @Override
    public Finding check(RuleContext context) throws SQLException {
        List<String> found = context.catalog().column(ObjectQueries.FOREIGN_SERVERS);
        return found.isEmpty()
                ? Finding.succeeded("there are no foreign servers")
                : Finding.warning(found.size() + " foreign servers are used").objects(found);
    }
}

package io.godwit.validator.rules.online;

import io.godwit.validator.rules.DatabaseRule;
import io.godwit.validator.rules.Finding;
import io.godwit.validator.rules.RuleContext;
import io.godwit.validator.rules.RuleDescription;
import java.sql.SQLException;

/// Logical decoding leaves large objects out.
final class LargeObjectsNotFollowed implements DatabaseRule {
    private static final RuleDescription ABOUT =
            RuleDescription.of(
                            "LARGE_OBJECTS_NOT_FOLLOWED",
                            "There are no large objects, whose changes are not in the stream")
                    .online()
                    .warns()
                    .meaning(
                            "What changes in them is in no stream; they are copied again at the cutover, within its pause.")
                    .remedy(
                            "Allow for the time, delete orphans (vacuumlo), or move them into columns of type bytea.");

    @Override
    public RuleDescription about() {
        return ABOUT;
    }

    @Override
    public Finding check(RuleContext context) throws SQLException {
        long found = Long.parseLong(context.catalog().value(OnlineQueries.LARGE_OBJECTS));
        return found == 0
                ? Finding.succeeded("there are no large objects")
                : Finding.warning(found + " large objects: their changes are not followed");
    }
}

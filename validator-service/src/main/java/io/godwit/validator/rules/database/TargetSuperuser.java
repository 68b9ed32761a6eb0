package io.godwit.validator.rules.database;

import io.godwit.common.migration.Fix;
import io.godwit.common.migration.Side;
import io.godwit.validator.rules.Finding;
import io.godwit.validator.rules.LoginRole;
import io.godwit.validator.rules.RuleContext;
import java.sql.SQLException;
import java.util.List;

/// Things that only superusers of the target can make.
final class TargetSuperuser {
    private TargetSuperuser() {}

    /// @param what the objects are, in words
    static Finding needed(RuleContext context, List<String> objects, String what)
            throws SQLException {
        LoginRole role = context.target().role();
        if (objects.isEmpty() || role.superuser()) {
            return Finding.succeeded(objects.size() + " " + what).objects(objects);
        }
        Finding found =
                Finding.failed("only superusers can create " + objects.size() + " " + what)
                        .objects(objects);
        return context.profile(Side.TARGET).superusers() ? found.fix(fix(role)) : found;
    }

    /// Makes the migration's user a superuser for as long as it takes.
    static Fix fix(LoginRole role) {
        return Fix.of(Side.TARGET, "ALTER ROLE " + role.quoted() + " SUPERUSER;")
                .undo("ALTER ROLE " + role.quoted() + " NOSUPERUSER;");
    }
}

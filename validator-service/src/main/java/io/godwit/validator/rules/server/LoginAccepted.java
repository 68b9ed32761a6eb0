package io.godwit.validator.rules.server;

import io.godwit.common.migration.FailureCode;
import io.godwit.common.migration.MigrationException;
import io.godwit.common.migration.Side;
import io.godwit.validator.rules.Finding;
import io.godwit.validator.rules.RuleContext;
import io.godwit.validator.rules.RuleDescription;
import io.godwit.validator.rules.ServerRule;
import java.sql.SQLException;

/// Does the server let the user in, with this password, from this worker's address.
final class LoginAccepted implements ServerRule {
    private final Side side;

    LoginAccepted(Side side) {
        this.side = side;
    }

    @Override
    public RuleDescription about() {
        return SideRule.description(
                        side,
                        "_AUTHENTICATION",
                        "The " + side + " server accepts user and password")
                .alias(603100)
                .meaning("Nothing can be asked or moved.")
                .remedy("Correct the user or the password, or pg_hba.conf.");
    }

    @Override
    public Finding check(RuleContext context) throws SQLException {
        try {
            String user = context.server(side).maintenance().value(ServerQueries.WHO_AM_I);
            return Finding.succeeded("connected as " + user);
        } catch (MigrationException e) {
            if (e.failure().code() == FailureCode.AUTHENTICATION_FAILED) {
                return refused(context, e);
            }
            throw e;
        }
    }

    private Finding refused(RuleContext context, MigrationException e) {
        return Finding.failed(
                context.server(side).server().address() + " refused: " + e.failure().serverText(),
                FailureCode.AUTHENTICATION_FAILED.action());
    }
}

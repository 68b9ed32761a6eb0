package io.godwit.validator.rules.online;

import io.godwit.common.migration.Side;
import io.godwit.validator.rules.DatabaseRule;
import io.godwit.validator.rules.Finding;
import io.godwit.validator.rules.LoginRole;
import io.godwit.validator.rules.RuleContext;
import io.godwit.validator.rules.RuleDescription;
import io.godwit.validator.rules.Statements;
import java.sql.SQLException;
import java.util.List;

/// The marker of a cutover and the heartbeats are messages in the source's WAL.
final class MarkerRight implements DatabaseRule {
    private static final RuleDescription ABOUT =
            RuleDescription.of("MARKER_RIGHT", "The source's user may write a marker into the WAL")
                    .online()
                    .meaning(
                            "A cutover cannot be proven, and an idle source's slot cannot advance.")
                    .remedy("Grant EXECUTE on pg_logical_emit_message.");

    @Override
    public RuleDescription about() {
        return ABOUT;
    }

    @Override
    public Finding check(RuleContext context) throws SQLException {
        LoginRole role = context.source().role();
        List<String> refused = context.catalog().column(OnlineQueries.UNUSABLE_EMIT_MESSAGE);
        return refused.isEmpty()
                ? Finding.succeeded(role.name() + " may write one")
                : Finding.failed(role.name() + " may not call pg_logical_emit_message")
                        .objects(refused)
                        .fixes(
                                Statements.of(
                                        Side.SOURCE,
                                        context.database().name(),
                                        refused,
                                        function ->
                                                "GRANT EXECUTE ON FUNCTION pg_catalog."
                                                        + function
                                                        + " TO "
                                                        + role.quoted()
                                                        + ";",
                                        function ->
                                                "REVOKE EXECUTE ON FUNCTION pg_catalog."
                                                        + function
                                                        + " FROM "
                                                        + role.quoted()
                                                        + ";"));
    }
}

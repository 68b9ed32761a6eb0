package io.godwit.validator.rules.server;

import io.godwit.common.migration.Side;
import io.godwit.validator.rules.Finding;
import io.godwit.validator.rules.RuleContext;
import io.godwit.validator.rules.RuleDescription;
import io.godwit.validator.rules.ServerRule;
import io.godwit.validator.rules.Statements;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;

/// What roles may set belongs to no database and to no role, so it moves with neither.
final class ParameterGrants implements ServerRule {
    private static final RuleDescription ABOUT =
            RuleDescription.of("PARAMETER_GRANTS", "Roles may set on the target what they may now")
                    .warns()
                    .meaning(
                            "Rights on parameters (GRANT … ON PARAMETER) do not move; what sets them would be refused on the target.")
                    .remedy(
                            "Run the GRANT statements on the target when the roles are there, that is after the migration if it brings them.");

    @Override
    public RuleDescription about() {
        return ABOUT;
    }

    @Override
    public Finding check(RuleContext context) throws SQLException {
        if (!context.spec().migrateRoles()) {
            return Finding.succeeded("roles are not asked to move");
        }
        List<ParameterGrant> present = ParameterGrant.list(context.target());
        List<ParameterGrant> missing =
                ParameterGrant.list(context.source()).stream()
                        .filter(grant -> !grant.heldBy(present))
                        .toList();
        return missing.isEmpty()
                ? Finding.succeeded("no rights on parameters are missing on the target")
                : warning(context, missing);
    }

    /// Statements that name a role which the migration has yet to create are only shown.
    private static Finding warning(RuleContext context, List<ParameterGrant> missing)
            throws SQLException {
        Set<String> roles =
                Set.copyOf(context.target().maintenance().column(ServerQueries.ALL_ROLES));
        List<ParameterGrant> possible =
                missing.stream()
                        .filter(grant -> grant.everybody() || roles.contains(grant.role()))
                        .toList();
        return Finding.warning(missing.size() + " rights on parameters do not move")
                .objects(missing.stream().map(ParameterGrant::grant).toList())
                .fixes(
                        Statements.of(
                                Side.TARGET,
                                null,
                                possible,
                                ParameterGrant::grant,
                                ParameterGrant::revoke));
    }
}

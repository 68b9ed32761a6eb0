package io.godwit.validator.rules.server;

import io.godwit.common.migration.Fix;
import io.godwit.common.migration.RuleSide;
import io.godwit.common.migration.Side;
import io.godwit.validator.rules.Finding;
import io.godwit.validator.rules.LoginRole;
import io.godwit.validator.rules.RuleContext;
import io.godwit.validator.rules.RuleDescription;
import io.godwit.validator.rules.ServerRule;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/// May the target's user create databases, and roles where those are to move.
final class TargetRights implements ServerRule {
    private static final RuleDescription ABOUT =
            RuleDescription.of(
                            "TARGET_RIGHTS",
                            "The target's user may create databases and, where asked for, roles")
                    .about(RuleSide.TARGET)
                    .alias(603115, 603116)
                    .meaning("The new databases, or roles, could not be created.")
                    .remedy("Give the role what it lacks, or use another.");

    @Override
    public RuleDescription about() {
        return ABOUT;
    }

    @Override
    public Finding check(RuleContext context) throws SQLException {
        LoginRole role = context.target().role();
        List<String> lacking = lacking(role, context.spec().migrateRoles());
        if (lacking.isEmpty()) {
            return Finding.succeeded(role.name() + " has the rights it needs");
        }
        String attributes = String.join(" ", lacking);
        return Finding.failed(
                        role.name() + " lacks " + attributes,
                        "Give the role what it lacks, or use another.")
                .objects(List.of(role.name()))
                .fix(
                        Fix.of(Side.TARGET, "ALTER ROLE " + role.quoted() + " " + attributes + ";")
                                .undo(
                                        "ALTER ROLE %s NO%s;"
                                                .formatted(
                                                        role.quoted(),
                                                        String.join(" NO", lacking))));
    }

    private static List<String> lacking(LoginRole role, boolean roles) {
        List<String> lacking = new ArrayList<>();
        if (!role.createDatabase()) {
            lacking.add("CREATEDB");
        }
        if (roles && !role.createRole()) {
            lacking.add("CREATEROLE");
        }
        return lacking;
    }
}

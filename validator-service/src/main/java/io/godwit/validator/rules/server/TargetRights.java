package io.godwit.validator.rules.server;

import io.godwit.common.migration.Side;
import io.godwit.validator.rules.Finding;
import io.godwit.validator.rules.LoginRole;
import io.godwit.validator.rules.RuleContext;
import io.godwit.validator.rules.ServerRule;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/// May the target's user create databases, and roles where those are to move.
final class TargetRights implements ServerRule {
    @Override
    public String code() {
        return "TARGET_RIGHTS";
    }

    @Override
    public String name() {
        return "The target's user may create databases and, where asked for, roles";
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
                .fix(Side.TARGET, "ALTER ROLE " + role.quoted() + " " + attributes + ";");
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

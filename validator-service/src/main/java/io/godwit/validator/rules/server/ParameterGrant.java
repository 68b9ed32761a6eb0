package io.godwit.validator.rules.server;

import io.godwit.common.postgres.Quote;
import io.godwit.validator.rules.ServerFacts;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/// A right to set a parameter, as versions from 15 on have it.
///
/// @param privilege `SET` or `ALTER SYSTEM`
/// @param role empty for everybody
record ParameterGrant(String parameter, String privilege, String role, boolean grantable) {
    static List<ParameterGrant> list(ServerFacts server) throws SQLException {
        return server.version().atLeast(15)
                ? server.maintenance()
                        .list(
                                row ->
                                        new ParameterGrant(
                                                row.getString(1),
                                                row.getString(2),
                                                row.getString(3),
                                                row.getBoolean(4)),
                                ServerQueries.PARAMETER_GRANTS)
                : List.of();
    }

    boolean everybody() {
        return role.isEmpty();
    }

    /// Whether it is among them, or more than it.
    boolean heldBy(List<ParameterGrant> others) {
        return others.contains(this)
                || others.contains(new ParameterGrant(parameter, privilege, role, true));
    }

    String grant() {
        return "GRANT %s TO %s%s;"
                .formatted(right(), grantee(), grantable ? " WITH GRANT OPTION" : "");
    }

    String revoke() {
        return "REVOKE %s FROM %s;".formatted(right(), grantee());
    }

    private String right() {
        String quoted =
                Arrays.stream(parameter.split("\\."))
                        .map(Quote::identifier)
                        .collect(Collectors.joining("."));
        return privilege + " ON PARAMETER " + quoted;
    }

    private String grantee() {
        return everybody() ? "PUBLIC" : Quote.identifier(role);
    }
}

package io.godwit.copy.roles;

import io.godwit.common.postgres.Quote;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A role as the source has it.
record SourceRole(
        long oid,
        String name,
        boolean superuser,
        boolean inherits,
        boolean createsRoles,
        boolean createsDatabases,
        boolean logsIn,
        boolean replicates,
        boolean bypassesRowSecurity,
        int connections,
        @Nullable String validUntil,
        @Nullable String comment,
        List<String> settings) {

    /// What the target's user may give away.
    record Rights(
            boolean superuser,
            boolean createDatabases,
            boolean replication,
            boolean bypassRowSecurity) {}

    static SourceRole read(ResultSet row) throws SQLException {
        return new SourceRole(
                row.getLong(1),
                row.getString(2),
                row.getBoolean(3),
                row.getBoolean(4),
                row.getBoolean(5),
                row.getBoolean(6),
                row.getBoolean(7),
                row.getBoolean(8),
                row.getBoolean(9),
                row.getInt(10),
                row.getString(11),
                row.getString(12),
                row.getArray(13) == null
                        ? List.of()
                        : List.of((String[]) row.getArray(13).getArray()));
    }

    /// Never a superuser: that is for the target's owner to decide.
    String create(Rights rights, @Nullable String passwordHash) {
        StringBuilder sql = new StringBuilder("CREATE ROLE ").append(Quote.identifier(name));
        option(sql, inherits, "INHERIT");
        option(sql, createsRoles, "CREATEROLE");
        option(sql, createsDatabases && rights.createDatabases(), "CREATEDB");
        option(sql, logsIn, "LOGIN");
        if (replicates && rights.replication()) {
            sql.append(" REPLICATION");
        }
        if (bypassesRowSecurity && rights.bypassRowSecurity()) {
            sql.append(" BYPASSRLS");
        }
        sql.append(" CONNECTION LIMIT ").append(connections);
        text(sql, "VALID UNTIL", validUntil);
        text(sql, "PASSWORD", passwordHash);
        return sql.toString();
    }

    /// What [#create] leaves out.
    List<String> stripped(Rights rights) {
        return java.util.stream.Stream.of(
                        superuser ? "SUPERUSER" : "",
                        createsDatabases && !rights.createDatabases() ? "CREATEDB" : "",
                        replicates && !rights.replication() ? "REPLICATION" : "",
                        bypassesRowSecurity && !rights.bypassRowSecurity() ? "BYPASSRLS" : "")
                .filter(attribute -> !attribute.isEmpty())
                .map(attribute -> name + ": " + attribute)
                .toList();
    }

    private static void option(StringBuilder sql, boolean has, String attribute) {
        sql.append(has ? " " : " NO").append(attribute);
    }

    private static void text(StringBuilder sql, String option, @Nullable String value) {
        if (value != null) {
            sql.append(' ').append(option).append(' ').append(Quote.literal(value));
        }
    }
}

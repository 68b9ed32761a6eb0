package io.godwit.validator.rules;

import io.godwit.common.migration.Fix;
import io.godwit.common.migration.Side;
import io.godwit.common.migration.SourceType;
import io.godwit.common.postgres.Quote;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What differs between servers by who runs them, all in one place. Rules ask the profile instead
/// of asking who the provider is.
public enum ServerProfile {
    /// Own machines, virtual ones included: SQL may do everything.
    SELF_MANAGED(null, null, "logical"),
    /// Settings by parameter group, replication by role, no superuser.
    AMAZON("rds_superuser", "rds_replication", "rds.logical_replication = 1"),
    /// Settings by server parameter, no superuser.
    AZURE(
            "azure_pg_admin",
            null,
            "azure.replication_support = LOGICAL (single server) or wal_level = logical");

    private final @Nullable String administrators;
    private final @Nullable String replicators;
    private final String logicalDecoding;

    ServerProfile(
            @Nullable String administrators, @Nullable String replicators, String logicalDecoding) {
        this.administrators = administrators;
        this.replicators = replicators;
        this.logicalDecoding = logicalDecoding;
    }

    /// @param roles of the server that tell its provider, see [#TELLING]
    static ServerProfile of(SourceType type, Collection<String> roles) {
        return switch (type) {
            case ON_PREMISES, AZURE_VM -> SELF_MANAGED;
            case AWS -> AMAZON;
            case POSTGRESQL_SINGLE_SERVER -> AZURE;
            case POSTGRESQL -> told(roles);
        };
    }

    static ServerProfile told(Collection<String> roles) {
        for (ServerProfile profile : values()) {
            if (profile.administrators != null && roles.contains(profile.administrators)) {
                return profile;
            }
        }
        return SELF_MANAGED;
    }

    /// The roles whose presence tells the provider.
    static final List<String> TELLING = List.of("rds_superuser", "azure_pg_admin");

    /// Whether the server's owner can be a superuser.
    public boolean superusers() {
        return this == SELF_MANAGED;
    }

    /// The role whose members may replicate, null where the attribute REPLICATION decides.
    public @Nullable String replicators() {
        return replicators;
    }

    /// Roles of the provider's, which other servers do not have and nobody else may make.
    public Set<String> reserved() {
        return switch (this) {
            case SELF_MANAGED -> Set.of();
            case AMAZON ->
                    Set.of(
                            "rdsadmin",
                            "rds_superuser",
                            "rds_replication",
                            "rds_password",
                            "rds_iam");
            case AZURE -> Set.of("azuresu", "azure_superuser", "azure_pg_admin");
        };
    }

    /// What makes the server write logical WAL.
    public String logicalDecoding() {
        return logicalDecoding;
    }

    /// Gives a role the right to replicate.
    public Fix grantReplication(Side side, String role) {
        String quoted = Quote.identifier(role);
        return replicators == null
                ? Fix.of(side, "ALTER ROLE " + quoted + " REPLICATION;")
                        .undo("ALTER ROLE " + quoted + " NOREPLICATION;")
                : Fix.of(side, "GRANT " + replicators + " TO " + quoted + ";")
                        .undo("REVOKE " + replicators + " FROM " + quoted + ";");
    }

    /// Adds to a finding how the setting is changed: by SQL where that is possible, else in words.
    ///
    /// @param value as SQL takes it
    public Finding set(Finding finding, Side side, Setting setting, String value) {
        String words =
                "%s: set %s to %s%s."
                        .formatted(
                                where(side),
                                setting.name(),
                                value,
                                setting.needsRestart() ? " and restart the server" : "");
        Finding told = finding.action() == null ? finding.action(words) : finding;
        return superusers() ? told.fix(alter(side, setting, value)) : told;
    }

    private String where(Side side) {
        return switch (this) {
            case SELF_MANAGED -> "On the " + side + " (as a superuser, or in postgresql.conf)";
            case AMAZON -> "In the parameter group of the " + side;
            case AZURE -> "In the server parameters of the " + side;
        };
    }

    private static Fix alter(Side side, Setting setting, String value) {
        String sql = "ALTER SYSTEM SET " + setting.name() + " = " + value + ";";
        if (setting.needsRestart()) {
            return Fix.of(side, sql).undo(setting.restored()).afterRestart();
        }
        String reload = "\nSELECT pg_reload_conf();";
        return Fix.of(side, sql + reload).undo(setting.restored() + reload);
    }
}

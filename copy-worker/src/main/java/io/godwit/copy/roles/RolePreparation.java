package io.godwit.copy.roles;

import io.godwit.common.messaging.WorkContext;
import io.godwit.common.migration.Change;
import io.godwit.common.migration.ChangeKind;
import io.godwit.common.migration.MigrationEvent.ChangeIntended;
import io.godwit.common.migration.MigrationEvent.NoticeRaised;
import io.godwit.common.migration.MigrationEvent.RolesPrepared;
import io.godwit.common.migration.Notice;
import io.godwit.common.migration.Side;
import io.godwit.common.migration.WorkerCommand.PrepareRoles;
import io.godwit.common.postgres.Quote;
import io.godwit.copy.roles.SourceRole.Rights;
import io.godwit.copy.sessions.Session;
import io.godwit.copy.sessions.Sessions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Creates on the target the roles and memberships of the source that it lacks, in one transaction.
/// What is made is recorded before that commits, with the OIDs, so that undoing never takes a role
/// of somebody else's. Repeated, it finds nothing lacking.
public final class RolePreparation {
    private static final String READING = "reading the source's roles";
    private static final String MAKING = "creating roles";

    private final Sessions sessions;

    public RolePreparation(Sessions sessions) {
        this.sessions = sessions;
    }

    /// @param hashes of passwords, by role
    private record Wanted(
            List<SourceRole> roles,
            List<Membership> memberships,
            Map<String, String> hashes,
            boolean hashesReadable) {}

    private record Membership(String role, String member, boolean admin) {}

    /// What people are told when all is done.
    private record Remarks(
            List<String> stripped,
            List<String> withoutPassword,
            List<String> refused,
            List<String> ownMemberships) {
        Remarks() {
            this(new ArrayList<>(), new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
        }
    }

    public RolesPrepared perform(PrepareRoles command, WorkContext context) {
        Wanted wanted = read(command, context);
        try (Session target =
                sessions.open(command.endpoints(), Side.TARGET, null, "roles", context)) {
            Remarks remarks = new Remarks();
            target.transaction(MAKING, () -> make(wanted, target, remarks, context));
            tell(remarks, context);
        }
        return new RolesPrepared(command.work());
    }

    private Wanted read(PrepareRoles command, WorkContext context) {
        try (Session source =
                sessions.open(command.endpoints(), Side.SOURCE, null, "roles", context)) {
            boolean readable = source.holds(READING, RoleQueries.HASHES_READABLE);
            return new Wanted(
                    source.list(READING, RoleQueries.ROLES, SourceRole::read),
                    source.list(
                            READING,
                            RoleQueries.MEMBERSHIPS,
                            row ->
                                    new Membership(
                                            row.getString(1), row.getString(2), row.getBoolean(3))),
                    readable ? hashes(source) : Map.of(),
                    readable);
        }
    }

    private static Map<String, String> hashes(Session source) {
        Map<String, String> hashes = new HashMap<>();
        source.list(
                        READING,
                        RoleQueries.HASHES,
                        row -> Map.entry(row.getString(1), row.getString(2)))
                .forEach(entry -> hashes.put(entry.getKey(), entry.getValue()));
        return hashes;
    }

    private static void make(Wanted wanted, Session target, Remarks remarks, WorkContext context) {
        target.texts("waiting for other migrations' roles", RoleQueries.LOCK);
        Set<String> present = new HashSet<>(target.texts(MAKING, RoleQueries.NAMES));
        Rights rights = rights(target);
        for (SourceRole role : wanted.roles()) {
            if (present.add(role.name())) {
                create(role, wanted, rights, target, remarks);
                context.publish(new ChangeIntended(created(role.name(), target)));
            }
        }
        for (Membership membership : wanted.memberships()) {
            if (present.contains(membership.role()) && present.contains(membership.member())) {
                grant(membership, target, remarks, context);
            }
        }
    }

    private static void create(
            SourceRole role, Wanted wanted, Rights rights, Session target, Remarks remarks) {
        target.execute(
                "creating role " + role.name(),
                role.create(rights, wanted.hashes().get(role.name())));
        String comment = role.comment();
        if (comment != null) {
            target.execute(
                    "commenting on role " + role.name(), RoleQueries.comment(role.name(), comment));
        }
        if (!rights.superuser()) {
            remarks.ownMemberships().add(role.name());
            target.attempt("joining role " + role.name(), RoleQueries.join(role.name()))
                    .ifPresent(words -> remarks.refused().add(role.name() + ": " + words));
        }
        remarks.stripped().addAll(role.stripped(rights));
        if (role.logsIn() && !wanted.hashesReadable()) {
            remarks.withoutPassword().add(role.name());
        }
        role.settings().forEach(setting -> set(role, setting, target, remarks));
    }

    /// A setting that the target does not know, or does not let this user set, is told.
    private static void set(SourceRole role, String setting, Session target, Remarks remarks) {
        String sql = "ALTER ROLE " + Quote.identifier(role.name()) + " " + Settings.clause(setting);
        target.attempt("setting a parameter of role " + role.name(), sql)
                .ifPresent(words -> remarks.refused().add(role.name() + ": " + words));
    }

    private static void grant(
            Membership membership, Session target, Remarks remarks, WorkContext context) {
        String role = membership.role();
        String member = membership.member();
        if (target.holds(MAKING, RoleQueries.IS_MEMBER, role, member)) {
            return;
        }
        target.attempt(
                        "granting role " + role + " to " + member,
                        RoleQueries.grant(role, member, membership.admin()))
                .ifPresentOrElse(
                        words -> remarks.refused().add(role + " to " + member + ": " + words),
                        () -> context.publish(new ChangeIntended(granted(role, member))));
    }

    private static Change created(String role, Session target) {
        long oid = target.first(MAKING, RoleQueries.OID, row -> row.getLong(1), role).orElseThrow();
        return new Change(
                "role-created/" + oid,
                Side.TARGET,
                ChangeKind.ROLE_CREATED,
                role,
                "",
                RoleQueries.drop(role));
    }

    private static Change granted(String role, String member) {
        String membership = RoleUndoing.membership(role, member);
        return new Change(
                "membership-granted/" + membership,
                Side.TARGET,
                ChangeKind.MEMBERSHIP_GRANTED,
                membership,
                "",
                RoleQueries.revoke(role, member));
    }

    private static Rights rights(Session target) {
        boolean since16 = target.version().atLeast(16);
        return target.first(
                        MAKING,
                        RoleQueries.OWN_RIGHTS,
                        row -> {
                            boolean superuser = row.getBoolean(1);
                            return new Rights(
                                    superuser,
                                    superuser || !since16 || row.getBoolean(2),
                                    superuser || (since16 && row.getBoolean(3)),
                                    superuser || (since16 && row.getBoolean(4)));
                        })
                .orElseThrow();
    }

    private static void tell(Remarks remarks, WorkContext context) {
        tell(
                context,
                remarks.stripped(),
                "ROLE_ATTRIBUTE_NOT_MOVED",
                "Roles were created without attributes that only a superuser should give.",
                "Give them with ALTER ROLE if they are wanted on the target.");
        tell(
                context,
                remarks.withoutPassword(),
                "ROLE_PASSWORD_NOT_MOVED",
                "The source user may not read password hashes; these roles have no password.",
                "Set passwords with ALTER ROLE … PASSWORD.");
        tell(
                context,
                remarks.ownMemberships(),
                "ROLE_GRANTED_TO_MIGRATION_USER",
                "The target's user was made a member of these roles, to give them what they own.",
                "Revoke the memberships once the migration has ended.");
        tell(
                context,
                remarks.refused(),
                "ROLE_PROPERTY_NOT_MOVED",
                "The target refused settings or memberships of roles.",
                "See the server's text for each, and make up for it by hand.");
    }

    private static void tell(
            WorkContext context, List<String> objects, String code, String message, String action) {
        if (!objects.isEmpty()) {
            context.publish(
                    new NoticeRaised(
                            new Notice(code, null, message, action, List.copyOf(objects))));
        }
    }
}

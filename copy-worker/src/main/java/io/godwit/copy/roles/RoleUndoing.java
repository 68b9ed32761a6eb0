package io.godwit.copy.roles;

import io.godwit.common.messaging.WorkContext;
import io.godwit.common.migration.Change;
import io.godwit.common.migration.MigrationEvent.NoticeRaised;
import io.godwit.common.migration.Notice;
import io.godwit.common.postgres.Quote;
import io.godwit.copy.sessions.Session;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Takes back roles and memberships, only where they are still the ones that were made.
public final class RoleUndoing {
    private static final Pattern MEMBERSHIP =
            Pattern.compile("(\"(?:[^\"]|\"\")*\") TO (\"(?:[^\"]|\"\")*\")", Pattern.DOTALL);

    private RoleUndoing() {}

    /// A role of the same name but another OID was made by somebody else and stays; so does one
    /// that others have come to use, such as another migration that found it, which is told.
    public static void drop(Session maintenance, Change change, WorkContext context) {
        String name = change.object();
        long ours = Long.parseLong(change.id().substring(change.id().lastIndexOf('/') + 1));
        Optional<Long> present =
                maintenance.first(
                        "looking for role " + name, RoleQueries.OID, row -> row.getLong(1), name);
        if (present.isPresent() && present.get() == ours) {
            maintenance
                    .attempt("dropping role " + name, RoleQueries.drop(name))
                    .ifPresent(words -> context.publish(stays(name, words)));
        }
    }

    private static NoticeRaised stays(String role, String words) {
        return new NoticeRaised(
                new Notice(
                        "ROLE_NOT_DROPPED",
                        null,
                        "A role that was made on the target could not be dropped and stays.",
                        "See the server's text; drop the role by hand once nothing needs it.",
                        List.of(role + ": " + words)));
    }

    public static void revoke(Session maintenance, Change change) {
        Matcher names = MEMBERSHIP.matcher(change.object());
        if (!names.matches()) {
            throw new IllegalArgumentException("not a membership: " + change.object());
        }
        String role = unquoted(names.group(1));
        String member = unquoted(names.group(2));
        if (maintenance.holds("looking for a membership", RoleQueries.IS_MEMBER, role, member)) {
            maintenance.execute("revoking a membership", RoleQueries.revoke(role, member));
        }
    }

    static String membership(String role, String member) {
        return Quote.identifier(role) + " TO " + Quote.identifier(member);
    }

    private static String unquoted(String identifier) {
        return identifier.substring(1, identifier.length() - 1).replace("\"\"", "\"");
    }
}

package io.godwit.validator.rules.database;

import io.godwit.common.migration.Fix;
import io.godwit.common.migration.RuleSide;
import io.godwit.common.migration.Side;
import io.godwit.common.postgres.Quote;
import io.godwit.validator.rules.DatabaseRule;
import io.godwit.validator.rules.Finding;
import io.godwit.validator.rules.RuleContext;
import io.godwit.validator.rules.RuleDescription;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// An existing database is only replaced when that was asked for; an empty one is nobody's loss.
final class TargetCollision implements DatabaseRule {
    private static final RuleDescription ABOUT =
            RuleDescription.of(
                            "TARGET_COLLISION", "The name on the target is free, or may be taken")
                    .about(RuleSide.TARGET)
                    .alias(603101)
                    .meaning(
                            "A database with content would be in the way, and nobody said that it may be replaced; or it is replaced, which ends its sessions and drops it after success.")
                    .remedy(
                            "Set OverwriteDBsInTarget, choose another name on the target, or rename the database that is there. The templates and the maintenance database are never replaced: choose another name.");

    private static final Set<String> TEMPLATES = Set.of("template0", "template1");

    @Override
    public RuleDescription about() {
        return ABOUT;
    }

    @Override
    public Finding check(RuleContext context) throws SQLException {
        String name = context.database().targetName();
        if (untouchable(context, name)) {
            return Finding.failed(
                            "the target's database " + name + " must not be replaced",
                            "Choose another name on the target (target_database_name).")
                    .objects(List.of(name));
        }
        if (takenTwice(context, name)) {
            return Finding.failed(
                    "two databases of this migration get the name " + name + " on the target",
                    "Give one of them another name on the target.");
        }
        Optional<TargetDatabase> existing = TargetDatabase.find(context);
        return existing.isEmpty()
                ? Finding.succeeded("the target has no database " + name + " yet")
                : judge(context, name, existing.get());
    }

    /// New databases are made of the templates, and server-wide work is done from the maintenance
    /// database: without them the target is broken, or the migration stuck at its very end. Their
    /// being empty, or overwriting being asked for, changes nothing about that.
    private static boolean untouchable(RuleContext context, String name) {
        return TEMPLATES.contains(name)
                || name.equals(context.spec().target().maintenanceDatabase());
    }

    private static boolean takenTwice(RuleContext context, String name) {
        return context.spec().databases().stream()
                        .filter(database -> database.targetName().equals(name))
                        .count()
                > 1;
    }

    private static Finding judge(RuleContext context, String name, TargetDatabase existing)
            throws SQLException {
        List<String> content = existing.connectable() ? content(context, name) : List.of("unknown");
        if (content.isEmpty()) {
            return Finding.succeeded("the target's database " + name + " is empty and is replaced");
        }
        return context.spec().overwrite()
                ? replaced(context, name, existing).objects(content)
                : Finding.failed(
                                "the target has a database " + name + " that is not empty",
                                "Set OverwriteDBsInTarget, choose another name on the target, or"
                                        + " rename the database that is there.")
                        .objects(content)
                        .fix(
                                Fix.of(Side.TARGET, rename(name, ObjectName.renamed(name)))
                                        .undo(rename(ObjectName.renamed(name), name)));
    }

    /// It was asked for, but perhaps without knowing what is there and who uses it.
    private static Finding replaced(RuleContext context, String name, TargetDatabase existing)
            throws SQLException {
        String sessions =
                context.target()
                        .maintenance()
                        .value(DatabaseQueries.SESSIONS_COUNTED, existing.oid());
        return Finding.warning(
                "the target's database %s is not empty and is replaced; its sessions, %s now, are ended"
                                .formatted(name, sessions)
                        + ", and it is dropped after success; it comes back on failure or cancel",
                "Make sure that nobody needs what is there, or choose another name on the target.");
    }

    private static List<String> content(RuleContext context, String name) throws SQLException {
        return context.target()
                .database(name)
                .list(row -> row.getLong(2) + " " + row.getString(1), DatabaseQueries.USER_OBJECTS);
    }

    private static String rename(String name, String other) {
        return "ALTER DATABASE %s RENAME TO %s;"
                .formatted(Quote.identifier(name), Quote.identifier(other));
    }
}

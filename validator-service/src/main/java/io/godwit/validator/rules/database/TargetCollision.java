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

/// An existing database is only replaced when that was asked for; an empty one is nobody's loss.
final class TargetCollision implements DatabaseRule {
    private static final RuleDescription ABOUT =
            RuleDescription.of(
                            "TARGET_COLLISION", "The name on the target is free, or may be taken")
                    .about(RuleSide.TARGET)
                    .alias(603101)
                    .meaning(
                            "A database with content would be in the way, and nobody said that it may be replaced.")
                    .remedy(
                            "Set OverwriteDBsInTarget, choose another name on the target, or rename the database that is there.");

    @Override
    public RuleDescription about() {
        return ABOUT;
    }

    @Override
    public Finding check(RuleContext context) throws SQLException {
        String name = context.database().targetName();
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

    private static boolean takenTwice(RuleContext context, String name) {
        return context.spec().databases().stream()
                        .filter(database -> database.targetName().equals(name))
                        .count()
                > 1;
    }

    private static Finding judge(RuleContext context, String name, TargetDatabase existing)
            throws SQLException {
        if (context.spec().overwrite()) {
            return Finding.succeeded(
                    "the target's database "
                            + name
                            + " is replaced; it is kept aside until the end");
        }
        List<String> content = existing.connectable() ? content(context, name) : List.of("unknown");
        return content.isEmpty()
                ? Finding.succeeded("the target's database " + name + " is empty and is replaced")
                : Finding.failed(
                                "the target has a database " + name + " that is not empty",
                                "Set OverwriteDBsInTarget, choose another name on the target, or"
                                        + " rename the database that is there.")
                        .objects(content)
                        .fix(
                                Fix.of(Side.TARGET, rename(name, ObjectName.renamed(name)))
                                        .undo(rename(ObjectName.renamed(name), name)));
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

package io.godwit.validator.rules.database;

import io.godwit.common.migration.Fix;
import io.godwit.common.migration.Side;
import io.godwit.common.postgres.Quote;
import io.godwit.validator.rules.DatabaseRule;
import io.godwit.validator.rules.Finding;
import io.godwit.validator.rules.LoginRole;
import io.godwit.validator.rules.RuleContext;
import io.godwit.validator.rules.RuleDescription;
import java.sql.SQLException;
import java.util.List;

/// A template is not migrated: connecting to it for long gets in the way of CREATE DATABASE.
final class SourceDatabaseExists implements DatabaseRule {
    private static final RuleDescription ABOUT =
            RuleDescription.of(
                            "SOURCE_DATABASE_EXISTS",
                            "The database exists on the source and can be connected to")
                    .alias(603102)
                    .meaning("There would be nothing to move.")
                    .remedy("Correct the database's name, or let sessions in.");

    @Override
    public RuleDescription about() {
        return ABOUT;
    }

    @Override
    public Finding check(RuleContext context) throws SQLException {
        String name = context.database().name();
        List<State> found =
                context.source()
                        .maintenance()
                        .list(
                                row ->
                                        new State(
                                                row.getBoolean(1),
                                                row.getBoolean(2),
                                                row.getBoolean(3)),
                                DatabaseQueries.DATABASE,
                                name);
        return found.isEmpty()
                ? Finding.failed(
                        "the source has no database " + name, "Correct the database's name.")
                : judge(context, name, found.getFirst());
    }

    private record State(boolean template, boolean open, boolean mayConnect) {}

    private static Finding judge(RuleContext context, String name, State state)
            throws SQLException {
        String alter = "ALTER DATABASE " + Quote.identifier(name);
        if (state.template()) {
            return Finding.failed(name + " is a template", "Make it an ordinary database.")
                    .fix(
                            Fix.of(Side.SOURCE, alter + " IS_TEMPLATE false;")
                                    .undo(alter + " IS_TEMPLATE true;"));
        }
        if (!state.open()) {
            return Finding.failed(name + " does not allow connections", "Allow connections.")
                    .fix(
                            Fix.of(Side.SOURCE, alter + " ALLOW_CONNECTIONS true;")
                                    .undo(alter + " ALLOW_CONNECTIONS false;"));
        }
        if (!state.mayConnect()) {
            LoginRole role = context.source().role();
            return Finding.failed(
                            role.name() + " may not connect to " + name, "Grant it the right.")
                    .fix(
                            Fix.of(
                                            Side.SOURCE,
                                            "GRANT CONNECT ON DATABASE %s TO %s;"
                                                    .formatted(
                                                            Quote.identifier(name), role.quoted()))
                                    .undo(
                                            "REVOKE CONNECT ON DATABASE %s FROM %s;"
                                                    .formatted(
                                                            Quote.identifier(name),
                                                            role.quoted())));
        }
        return Finding.succeeded("database " + name + " is there");
    }
}

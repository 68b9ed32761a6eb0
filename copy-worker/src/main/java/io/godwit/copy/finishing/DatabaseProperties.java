package io.godwit.copy.finishing;

import io.godwit.common.messaging.WorkContext;
import io.godwit.common.migration.MigrationEvent.NoticeRaised;
import io.godwit.common.migration.Notice;
import io.godwit.common.postgres.Quote;
import io.godwit.copy.roles.Settings;
import io.godwit.copy.sessions.Session;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Gives the staging database what the source database has beside its objects: owner, rights,
/// settings of its own and of roles in it, comment, security labels. What the target refuses is
/// told.
final class DatabaseProperties {
    private static final String READING = "reading the database's properties";

    private final Session source;
    private final Session target;
    private final String database;
    private final String staging;
    private final List<String> refused = new ArrayList<>();

    private record Properties(String owner, boolean granted, @Nullable String comment) {}

    DatabaseProperties(Session source, Session target, String database, String staging) {
        this.source = source;
        this.target = target;
        this.database = database;
        this.staging = staging;
    }

    void copy(WorkContext context) {
        Properties properties =
                source.first(
                                READING,
                                FinishQueries.DATABASE,
                                row ->
                                        new Properties(
                                                row.getString(1),
                                                row.getBoolean(2),
                                                row.getString(3)))
                        .orElseThrow();
        attempt(alter("OWNER TO " + Quote.identifier(properties.owner())));
        if (properties.granted()) {
            grant();
        }
        if (properties.comment() != null) {
            attempt(comment(properties.comment()));
        }
        settings().forEach(this::attempt);
        labels().forEach(this::attempt);
        tell(context);
    }

    /// The rights as a whole are replaced, so that repeating changes nothing.
    private void grant() {
        target.list(READING, FinishQueries.DATABASE_GRANTEES, row -> Grantee.of(row.getString(1)))
                .forEach(grantee -> attempt(revokeAll(grantee)));
        grants().forEach(this::attempt);
    }

    private String revokeAll(String grantee) {
        return "REVOKE ALL ON DATABASE %s FROM %s".formatted(Quote.identifier(staging), grantee);
    }

    private List<String> grants() {
        return source.list(
                READING,
                FinishQueries.DATABASE_GRANTS,
                row ->
                        "GRANT %s ON DATABASE %s TO %s%s"
                                .formatted(
                                        row.getString(2),
                                        Quote.identifier(staging),
                                        Grantee.of(row.getString(1)),
                                        row.getBoolean(3) ? " WITH GRANT OPTION" : ""));
    }

    private List<String> settings() {
        return source.list(
                READING,
                FinishQueries.DATABASE_SETTINGS,
                row -> setting(row.getString(1), Settings.clause(row.getString(2))));
    }

    private String setting(@Nullable String role, String clause) {
        return role == null
                ? alter(clause)
                : "ALTER ROLE %s IN DATABASE %s %s"
                        .formatted(Quote.identifier(role), Quote.identifier(staging), clause);
    }

    private List<String> labels() {
        return source.list(
                READING,
                FinishQueries.DATABASE_LABELS,
                row ->
                        "SECURITY LABEL FOR %s ON DATABASE %s IS %s"
                                .formatted(
                                        Quote.identifier(row.getString(1)),
                                        Quote.identifier(staging),
                                        Quote.literal(row.getString(2))));
    }

    private String comment(String text) {
        return "COMMENT ON DATABASE %s IS %s"
                .formatted(Quote.identifier(staging), Quote.literal(text));
    }

    private String alter(String what) {
        return "ALTER DATABASE " + Quote.identifier(staging) + " " + what;
    }

    private void attempt(String sql) {
        target.attempt("setting the database's properties", sql)
                .ifPresent(words -> refused.add(sql + ": " + words));
    }

    private void tell(WorkContext context) {
        if (!refused.isEmpty()) {
            context.publish(
                    new NoticeRaised(
                            new Notice(
                                    "DATABASE_PROPERTY_NOT_MOVED",
                                    database,
                                    "The target refused properties of the database.",
                                    "See the server's text for each, and make up by hand.",
                                    refused)));
        }
    }
}

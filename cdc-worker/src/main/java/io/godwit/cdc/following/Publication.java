package io.godwit.cdc.following;

import io.godwit.common.migration.Change;
import io.godwit.common.migration.ChangeKind;
import io.godwit.common.migration.MigrationEvent;
import io.godwit.common.migration.MigrationEvent.ChangeIntended;
import io.godwit.common.migration.Side;
import io.godwit.common.postgres.Quote;
import io.godwit.common.postgres.ServerVersion;
import io.godwit.common.postgres.SqlFailures;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/// Names the tables whose changes are told. Before PostgreSQL 14 `pgoutput` tells no messages, so a
/// table of ours is published too: a cutover writes its marker there.
final class Publication {
    private static final int MESSAGES_TOLD = 14;

    private final String name;
    private final String database;
    private final Consumer<MigrationEvent> events;

    Publication(String name, String database, Consumer<MigrationEvent> events) {
        this.name = name;
        this.database = database;
        this.events = events;
    }

    void create(Connection source, FollowedTables tables, ServerVersion version) {
        events.accept(new ChangeIntended(change()));
        try (Statement statement = source.createStatement()) {
            List<String> published = new ArrayList<>(tables.published(version));
            if (!version.atLeast(MESSAGES_TOLD)) {
                statement.execute(FollowingQueries.CREATE_MARKER_SCHEMA);
                statement.execute(FollowingQueries.CREATE_MARKER_TABLE);
                published.add(Quote.qualified(FollowingQueries.MARKER_SCHEMA, "marker"));
            }
            statement.execute(FollowingQueries.createPublication(name, published));
        } catch (SQLException e) {
            throw SqlFailures.exception(e, Side.SOURCE, "creating publication " + name);
        }
    }

    void drop(Connection source) {
        try (Statement statement = source.createStatement()) {
            statement.execute(FollowingQueries.dropPublication(name));
        } catch (SQLException e) {
            throw SqlFailures.exception(e, Side.SOURCE, "dropping publication " + name);
        }
    }

    private Change change() {
        return new Change(
                "publication-created/" + name,
                Side.SOURCE,
                ChangeKind.PUBLICATION_CREATED,
                name,
                "",
                FollowingQueries.dropPublication(name),
                database);
    }
}

package io.godwit.copy.finishing;

import io.godwit.common.messaging.WorkContext;
import io.godwit.common.migration.MigrationEvent.NoticeRaised;
import io.godwit.common.migration.Notice;
import io.godwit.common.postgres.Quote;
import io.godwit.copy.sessions.Session;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Copies large objects under their own OIDs: contents in bounded pieces, then owner, rights,
/// comment and labels. A batch is one transaction on the target and may be repeated.
final class LargeObjects {
    private static final String READING = "reading large objects";
    private static final String WRITING = "writing large objects";
    private static final int AT_ONCE = 64;
    private static final int MOST_SHOWN = 200;

    /// What is fetched of each object of a batch at once, and of a large one at a time.
    private static final int HEAD = 128 * 1024;

    private static final int PIECE = 4 * 1024 * 1024;

    private final Session source;
    private final Session target;
    private final WorkContext context;
    private final boolean superuser;
    private final List<String> refused = new ArrayList<>();

    LargeObjects(Session source, Session target, WorkContext context) {
        this.source = source;
        this.target = target;
        this.context = context;
        this.superuser = target.superuser();
    }

    private record LargeObject(
            long oid, String owner, boolean granted, @Nullable String description) {
        static LargeObject read(ResultSet row) throws SQLException {
            return new LargeObject(
                    row.getLong(1), row.getString(2), row.getBoolean(3), row.getString(4));
        }
    }

    void copy(String database) {
        List<LargeObject> batch = after(0);
        while (!batch.isEmpty()) {
            context.checkStopping();
            List<LargeObject> current = batch;
            target.transaction(WRITING, () -> copy(current));
            batch = after(batch.getLast().oid());
        }
        tell(database);
    }

    /// They are in no stream of changes, and nothing tells which of them were written to: all are
    /// copied again, and those that are gone are removed.
    void copyAgain(String database) {
        Set<Long> wanted =
                Set.copyOf(
                        source.list(
                                READING, FinishQueries.LARGE_OBJECT_OIDS, row -> row.getLong(1)));
        Long[] gone =
                target
                        .list(READING, FinishQueries.LARGE_OBJECT_OIDS, row -> row.getLong(1))
                        .stream()
                        .filter(oid -> !wanted.contains(oid))
                        .toArray(Long[]::new);
        if (gone.length > 0) {
            target.texts(WRITING, FinishQueries.LARGE_OBJECT_UNLINK, (Object) gone);
        }
        copy(database);
        if (!wanted.isEmpty()) {
            context.publish(new NoticeRaised(copiedAgain(database, wanted.size())));
        }
    }

    private static Notice copiedAgain(String database, int objects) {
        return new Notice(
                "LARGE_OBJECTS_COPIED_AGAIN",
                database,
                "%d large objects were copied again at the cutover: no stream has their changes."
                        .formatted(objects),
                "Nothing is to be done; the pause was longer by that.",
                List.of());
    }

    private List<LargeObject> after(long oid) {
        return source.list(READING, FinishQueries.LARGE_OBJECTS, LargeObject::read, oid, AT_ONCE);
    }

    private void copy(List<LargeObject> batch) {
        Long[] oids = batch.stream().map(LargeObject::oid).toArray(Long[]::new);
        target.texts(WRITING, FinishQueries.LARGE_OBJECT_UNLINK, (Object) oids);
        for (Map.Entry<Long, byte[]> head : heads(oids)) {
            target.texts(WRITING, FinishQueries.LARGE_OBJECT_MAKE, head.getKey(), head.getValue());
            if (head.getValue().length == HEAD) {
                copyRest(head.getKey());
            }
        }
        setProperties(batch, oids);
    }

    private List<Map.Entry<Long, byte[]>> heads(Long[] oids) {
        return source.list(
                READING,
                FinishQueries.LARGE_OBJECT_HEADS,
                row -> Map.entry(row.getLong(1), row.getBytes(2)),
                HEAD,
                oids);
    }

    private void copyRest(long oid) {
        long offset = HEAD;
        byte[] piece = piece(oid, offset);
        while (piece.length > 0) {
            target.texts(WRITING, FinishQueries.LARGE_OBJECT_PUT, oid, offset, piece);
            offset += piece.length;
            context.checkStopping();
            piece = piece(oid, offset);
        }
    }

    private byte[] piece(long oid, long offset) {
        return source.first(
                        READING,
                        FinishQueries.LARGE_OBJECT_PIECE,
                        row -> row.getBytes(1),
                        oid,
                        offset,
                        PIECE)
                .orElseThrow();
    }

    private void setProperties(List<LargeObject> batch, Long[] oids) {
        List<String> statements = new ArrayList<>();
        for (LargeObject each : batch) {
            statements.add(alter(each.oid()) + " OWNER TO " + Quote.identifier(each.owner()));
            if (each.description() != null) {
                statements.add(
                        "COMMENT ON LARGE OBJECT %d IS %s"
                                .formatted(each.oid(), Quote.literal(each.description())));
            }
        }
        batch.stream()
                .filter(LargeObject::granted)
                .forEach(each -> statements.add(revokeAll(each)));
        statements.addAll(grants(oids));
        statements.addAll(labels(oids));
        set(statements);
    }

    /// Where the target's user is not a superuser, what it may not do is told.
    private void set(List<String> statements) {
        String all = String.join(";\n", statements);
        if (superuser) {
            target.execute(WRITING, all);
        } else if (target.attempt(WRITING, all).isPresent()) {
            for (String sql : statements) {
                target.attempt(WRITING, sql).ifPresent(words -> refused.add(sql + ": " + words));
            }
        }
    }

    private void tell(String database) {
        if (!refused.isEmpty()) {
            context.publish(
                    new NoticeRaised(
                            new Notice(
                                    "LARGE_OBJECT_PROPERTY_NOT_MOVED",
                                    database,
                                    "The target refused owners or rights of large objects.",
                                    "See the server's text for each, and make up by hand.",
                                    refused.subList(0, Math.min(refused.size(), MOST_SHOWN)))));
        }
    }

    private static String revokeAll(LargeObject each) {
        return "REVOKE ALL ON LARGE OBJECT %d FROM %s"
                .formatted(each.oid(), Quote.identifier(each.owner()));
    }

    private List<String> grants(Long[] oids) {
        return source.list(
                READING,
                FinishQueries.LARGE_OBJECT_GRANTS,
                row ->
                        "GRANT %s ON LARGE OBJECT %d TO %s%s"
                                .formatted(
                                        row.getString(3),
                                        row.getLong(1),
                                        Grantee.of(row.getString(2)),
                                        row.getBoolean(4) ? " WITH GRANT OPTION" : ""),
                (Object) oids);
    }

    private List<String> labels(Long[] oids) {
        return source.list(
                READING,
                FinishQueries.LARGE_OBJECT_LABELS,
                row ->
                        "SECURITY LABEL FOR %s ON LARGE OBJECT %d IS %s"
                                .formatted(
                                        Quote.identifier(row.getString(2)),
                                        row.getLong(1),
                                        Quote.literal(row.getString(3))),
                (Object) oids);
    }

    private static String alter(long oid) {
        return "ALTER LARGE OBJECT " + oid;
    }
}

package io.godwit.copy.finishing;

import io.godwit.common.messaging.WorkContext;
import io.godwit.common.migration.MigrationEvent.NoticeRaised;
import io.godwit.common.migration.Notice;
import io.godwit.common.postgres.Quote;
import io.godwit.copy.sessions.Session;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/// Looks whether each sequence that a column owns is beyond what the column holds. The source's
/// state was copied exactly, so one that is not was not there either; but who cuts over should
/// know.
final class OwnedSequences {
    private static final String DOING = "checking sequences against their columns";
    private static final int AT_ONCE = 200;

    private OwnedSequences() {}

    private record Owned(String sequence, String table, String column) {
        String query() {
            return """
            SELECT %s, (SELECT max(%s) FROM %s)::numeric > last_value FROM %s\
            """
                    .formatted(Quote.literal(sequence), Quote.identifier(column), table, sequence);
        }
    }

    static void noticeBehind(Session target, String database, WorkContext context) {
        List<Owned> owned =
                target.list(
                        DOING,
                        FinishQueries.OWNED_SEQUENCES,
                        row ->
                                new Owned(
                                        Quote.qualified(row.getString(1), row.getString(2)),
                                        Quote.qualified(row.getString(3), row.getString(4)),
                                        row.getString(5)));
        List<String> behind = new ArrayList<>();
        for (int from = 0; from < owned.size(); from += AT_ONCE) {
            behind.addAll(
                    behind(target, owned.subList(from, Math.min(from + AT_ONCE, owned.size()))));
        }
        if (!behind.isEmpty()) {
            context.publish(new NoticeRaised(notice(database, behind)));
        }
    }

    private static List<String> behind(Session target, List<Owned> some) {
        String sql = some.stream().map(Owned::query).collect(Collectors.joining("\nUNION ALL\n"));
        return target.list(DOING, sql, row -> row.getBoolean(2) ? row.getString(1) : "").stream()
                .filter(name -> !name.isEmpty())
                .toList();
    }

    private static Notice notice(String database, List<String> behind) {
        return new Notice(
                "SEQUENCE_BEHIND",
                database,
                "Columns hold values beyond their sequences, on the source too.",
                "Set the sequences with setval() before applications insert.",
                behind);
    }
}

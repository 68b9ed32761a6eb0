package io.godwit.copy.finishing;

import io.godwit.common.postgres.Quote;
import io.godwit.copy.finishing.Identities.Identity;
import io.godwit.copy.schema.SelectedTables;
import io.godwit.copy.sessions.Session;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Makes primary keys and unique constraints of the indexes that are built, and gives indexes what
/// `CREATE INDEX` cannot: being the cluster order, the replica identity, statistics targets.
final class KeyAttachment {
    private static final String DOING = "attaching constraints to their indexes";
    private static final int AT_ONCE = 200;

    private KeyAttachment() {}

    /// @param present names of what the target has
    static void attach(
            Session source, Session target, SelectedTables selected, Set<Identity> present) {
        List<String> statements =
                source.list(DOING, FinishQueries.keys(source.version()), Key::read).stream()
                        .filter(key -> selected.moves(key.tableOid()))
                        .filter(key -> present.contains(key.indexIdentity()))
                        .flatMap(key -> key.statements(present).stream())
                        .toList();
        for (int from = 0; from < statements.size(); from += AT_ONCE) {
            int to = Math.min(from + AT_ONCE, statements.size());
            target.execute(DOING, String.join(";\n", statements.subList(from, to)));
        }
    }

    /// @param constraint null if the index stands for itself
    private record Key(
            String schema,
            String table,
            String index,
            @Nullable String constraint,
            @Nullable String kind,
            boolean deferrable,
            boolean deferred,
            boolean clustered,
            boolean replicaIdentity,
            List<String> statistics,
            List<String> extensions,
            long tableOid) {
        static Key read(ResultSet row) throws SQLException {
            return new Key(
                    row.getString(1),
                    row.getString(2),
                    row.getString(3),
                    row.getString(4),
                    row.getString(5),
                    row.getBoolean(6),
                    row.getBoolean(7),
                    row.getBoolean(8),
                    row.getBoolean(9),
                    Arrays.asList((String[]) row.getArray(10).getArray()),
                    Arrays.asList((String[]) row.getArray(11).getArray()),
                    row.getLong(12));
        }

        Identity indexIdentity() {
            return Identity.index(schema, index);
        }

        List<String> statements(Set<Identity> present) {
            List<String> statements = new ArrayList<>();
            if (constraint != null
                    && !present.contains(Identity.constraint(schema, table, constraint))) {
                statements.add(attached(constraint));
            }
            if (clustered) {
                statements.add(alterTable() + " CLUSTER ON " + Quote.identifier(index));
            }
            if (replicaIdentity) {
                statements.add(
                        alterTable() + " REPLICA IDENTITY USING INDEX " + Quote.identifier(index));
            }
            statistics.forEach(each -> statements.add(alterIndex() + " ALTER COLUMN " + each));
            extensions.forEach(each ->
                    statements.add(
                            alterIndex() + " DEPENDS ON EXTENSION " + Quote.identifier(each)));
            return statements;
        }

        private String attached(String name) {
            return "%s ADD CONSTRAINT %s %s USING INDEX %s%s"
                    .formatted(
                            alterTable(),
                            Quote.identifier(name),
                            "p".equals(kind) ? "PRIMARY KEY" : "UNIQUE",
                            Quote.identifier(index),
                            deferral());
        }

        private String deferral() {
            return deferrable
                    ? " DEFERRABLE INITIALLY " + (deferred ? "DEFERRED" : "IMMEDIATE")
                    : "";
        }

        private String alterTable() {
            return "ALTER TABLE ONLY " + Quote.qualified(schema, table);
        }

        private String alterIndex() {
            return "ALTER INDEX " + Quote.qualified(schema, index);
        }
    }
}

package io.godwit.cdc.apply;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;

/// The temporary tables of one session, through which sets of rows reach the target's tables. A
/// commit empties them all.
final class TemporaryTables {
    private record Form(String schema, String table, boolean whole, List<Integer> columns) {}

    private final Connection connection;
    private final Map<Form, String> names = new HashMap<>();
    private final Set<String> used = new HashSet<>();
    private final Set<Form> fresh = new HashSet<>();
    private int made;

    TemporaryTables(Connection connection) {
        this.connection = connection;
    }

    /// @return the quoted name of an empty table of these columns
    String emptied(ChangeStatements sql, TargetTable table, int[] columns) throws SQLException {
        List<Integer> list = IntStream.of(columns).boxed().toList();
        Form form = new Form(table.schema(), table.name(), table.whole(), list);
        String known = names.get(form);
        String name = known != null ? known : create(sql, form, columns);
        if (!used.add(name)) {
            execute(ApplyQueries.EMPTY + name);
        }
        return name;
    }

    private String create(ChangeStatements sql, Form form, int[] columns) throws SQLException {
        String name = "godwit_changes_" + made++;
        execute(sql.temporary(name, columns));
        String qualified = "pg_temp." + name;
        names.put(form, qualified);
        fresh.add(form);
        return qualified;
    }

    private void execute(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    void committed() {
        used.clear();
        fresh.clear();
    }

    /// The whole transaction is undone, and what was made in it gone.
    void rolledBack() {
        fresh.forEach(names::remove);
        committed();
    }

    /// The transaction is undone in part: what was made in it may be gone, what was filled may
    /// still be.
    void rolledBackInPart() {
        fresh.forEach(names::remove);
        fresh.clear();
    }
}

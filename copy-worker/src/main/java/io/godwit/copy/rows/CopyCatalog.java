package io.godwit.copy.rows;

import static java.util.Objects.requireNonNull;

import io.godwit.common.migration.PlannedPart;
import io.godwit.common.migration.TableRef;
import io.godwit.common.migration.WorkerCommand.CopyTables;
import io.godwit.common.postgres.PostgresConnections;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// What the catalogs say about the tables of one command. One query for all tables each.
final class CopyCatalog {
    private final Map<Long, List<Column>> columns = new HashMap<>();
    private final Map<Long, String> conditions = new HashMap<>();
    private final String encoding;
    private final BinaryForm binaryForm;

    private CopyCatalog(String encoding, BinaryForm binaryForm) {
        this.encoding = encoding;
        this.binaryForm = binaryForm;
    }

    /// @param source in the copy's snapshot
    private static CopyCatalog read(Connection source, Connection target, CopyTables command)
            throws SQLException {
        DatabaseTraits traits = DatabaseTraits.read(source);
        BinaryForm binaryForm =
                BinaryForm.read(traits, target, DatabaseTraits.read(target), command);
        CopyCatalog catalog = new CopyCatalog(traits.encoding(), binaryForm);
        Array tables = source.createArrayOf("oid", oids(command));
        catalog.readColumns(source, tables);
        catalog.readConditions(source, tables);
        return catalog;
    }

    /// How each part of the command is copied, in the command's order.
    static List<PartCopy> parts(Connection source, Connection target, CopyTables command)
            throws SQLException {
        CopyCatalog catalog = read(source, target, command);
        Map<Integer, TableRef> tables = new HashMap<>();
        command.tables().forEach(table -> tables.put(table.id(), table));
        return command.parts().stream()
                .map(part -> catalog.part(requireNonNull(tables.get(part.table())), part))
                .toList();
    }

    static Object[] oids(CopyTables command) {
        return command.tables().stream().map(TableRef::oid).toArray();
    }

    private PartCopy part(TableRef table, PlannedPart part) {
        List<Column> own = columns.getOrDefault(table.oid(), List.of());
        String condition = conditions.getOrDefault(table.oid(), "");
        boolean configuration = conditions.containsKey(table.oid());
        return new PartCopy(
                table,
                part,
                own,
                condition,
                encoding,
                binaryForm.allowed(table, own),
                !configuration && CopyPolicy.freeze(part));
    }

    private void readColumns(Connection source, Array tables) throws SQLException {
        String sql =
                PostgresConnections.version(source).atLeast(12)
                        ? CopyQueries.COLUMNS_SINCE_12
                        : CopyQueries.COLUMNS_BEFORE_12;
        try (PreparedStatement query = source.prepareStatement(sql)) {
            query.setArray(1, tables);
            try (ResultSet rows = query.executeQuery()) {
                while (rows.next()) {
                    columns.computeIfAbsent(rows.getLong(1), _ -> new ArrayList<>())
                            .add(new Column(rows.getString(2), rows.getLong(3)));
                }
            }
        }
    }

    private void readConditions(Connection source, Array tables) throws SQLException {
        try (PreparedStatement query = source.prepareStatement(CopyQueries.CONDITIONS)) {
            query.setArray(1, tables);
            try (ResultSet rows = query.executeQuery()) {
                while (rows.next()) {
                    conditions.put(rows.getLong(1), rows.getString(2));
                }
            }
        }
    }
}

package io.godwit.validator.comparison;

import io.godwit.common.migration.TableRef;
import io.godwit.validator.comparison.TableShape.Column;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Reads the shapes of many tables in one question.
final class Shapes {
    private Shapes() {}

    private record Numbered(int number, TableShape shape) {}

    /// Without pages.
    ///
    /// @return by the table's number; tables that the side does not have are missing
    static Map<Integer, TableShape> read(ComparedSide side, List<TableRef> tables) {
        return read(side, tables, false);
    }

    /// Knows the pages too.
    static Map<Integer, TableShape> sized(ComparedSide side, List<TableRef> tables) {
        return read(side, tables, true);
    }

    private static Map<Integer, TableShape> read(
            ComparedSide side, List<TableRef> tables, boolean sized) {
        Map<Integer, TableShape> shapes = new HashMap<>();
        side.read(
                        "reading the columns of tables",
                        Shapes::numbered,
                        ComparisonQueries.shapes(side.major(), sized),
                        tables.stream().map(TableRef::schema).toArray(String[]::new),
                        tables.stream().map(TableRef::name).toArray(String[]::new))
                .forEach(found -> shapes.put(tables.get(found.number() - 1).id(), found.shape()));
        return shapes;
    }

    private static Numbered numbered(ResultSet row) throws SQLException {
        return new Numbered(
                row.getInt(1),
                new TableShape(
                        row.getLong(2),
                        columns(row),
                        texts(row.getArray(5)),
                        texts(row.getArray(6))));
    }

    private static List<Column> columns(ResultSet row) throws SQLException {
        List<String> names = texts(row.getArray(3));
        List<String> types = texts(row.getArray(4));
        List<Column> columns = new ArrayList<>();
        for (int i = 0; i < names.size(); i++) {
            columns.add(new Column(names.get(i), types.get(i)));
        }
        return columns;
    }

    static List<String> texts(Array array) throws SQLException {
        return List.of((String[]) array.getArray());
    }
}

package io.godwit.copy.rows;

import io.godwit.common.migration.TableRef;
import io.godwit.common.migration.WorkerCommand.CopyTables;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Decides which tables travel in PostgreSQL's binary form. It is faster than text, and as exact
/// for the types listed here, whose binary form has not changed since 9.5. Every other type, and
/// every domain, enum, composite and extension type, travels as text.
final class BinaryForm {
    /// By their oids, which are the same in every release. Not here: `interval`, whose greatest
    /// values became infinity in 17, `xml`, which is converted, and types that name objects.
    private static final Set<Long> TYPES =
            Set.of(
                    16L, // boolean
                    17L, // bytea
                    18L, // "char"
                    19L, // name
                    20L, // bigint
                    21L, // smallint
                    23L, // integer
                    25L, // text
                    26L, // oid
                    114L, // json
                    600L, // point
                    650L, // cidr
                    700L, // real
                    701L, // double precision
                    790L, // money
                    829L, // macaddr
                    869L, // inet
                    1042L, // character
                    1043L, // character varying
                    1082L, // date
                    1083L, // time
                    1114L, // timestamp
                    1184L, // timestamp with time zone
                    1266L, // time with time zone
                    1560L, // bit
                    1562L, // bit varying
                    1700L, // numeric
                    2950L, // uuid
                    3802L, // jsonb
                    3904L, // int4range
                    3906L, // numrange
                    3908L, // tsrange
                    3910L, // tstzrange
                    3912L, // daterange
                    3926L, // int8range
                    1000L, // boolean[]
                    1001L, // bytea[]
                    1005L, // smallint[]
                    1007L, // integer[]
                    1009L, // text[]
                    1014L, // character[]
                    1015L, // character varying[]
                    1016L, // bigint[]
                    1021L, // real[]
                    1022L, // double precision[]
                    1041L, // inet[]
                    1115L, // timestamp[]
                    1182L, // date[]
                    1185L, // timestamp with time zone[]
                    1231L, // numeric[]
                    2951L, // uuid[]
                    3807L); // jsonb[]

    private final boolean sameForm;
    private final Map<String, Long> targetTypes = new HashMap<>();

    private BinaryForm(boolean sameForm) {
        this.sameForm = sameForm;
    }

    /// @param source what the source database says of itself
    /// @param target in which `staged` is open
    static BinaryForm read(
            DatabaseTraits source, Connection staged, DatabaseTraits target, CopyTables command)
            throws SQLException {
        BinaryForm form = new BinaryForm(source.commonBinary() && target.commonBinary());
        if (form.sameForm) {
            form.readTargetTypes(staged, command.tables());
        }
        return form;
    }

    /// Whether all columns have listed types, the same on both sides.
    boolean allowed(TableRef table, List<Column> columns) {
        return sameForm
                && !columns.isEmpty()
                && columns.stream()
                        .allMatch(column ->
                                TYPES.contains(column.type())
                                        && Long.valueOf(column.type())
                                                .equals(
                                                        targetTypes.get(
                                                                key(table, column.name()))));
    }

    private void readTargetTypes(Connection target, List<TableRef> tables) throws SQLException {
        try (PreparedStatement query = target.prepareStatement(CopyQueries.TARGET_TYPES)) {
            query.setArray(
                    1,
                    target.createArrayOf("text", tables.stream().map(TableRef::schema).toArray()));
            query.setArray(
                    2, target.createArrayOf("text", tables.stream().map(TableRef::name).toArray()));
            try (ResultSet rows = query.executeQuery()) {
                while (rows.next()) {
                    targetTypes.put(
                            key(rows.getString(1), rows.getString(2), rows.getString(3)),
                            rows.getLong(4));
                }
            }
        }
    }

    private static String key(TableRef table, String column) {
        return key(table.schema(), table.name(), column);
    }

    /// Names hold no NUL.
    private static String key(String schema, String table, String column) {
        return schema + '\0' + table + '\0' + column;
    }
}

package io.godwit.copy.rows;

import io.godwit.common.migration.PlannedPart;
import io.godwit.common.migration.TableRef;
import io.godwit.common.postgres.Quote;
import java.util.List;

/// How one part is copied.
///
/// @param condition of an extension's configuration table, from `WHERE` on; else empty
/// @param encoding of the source database
/// @param binary whether in PostgreSQL's binary form
/// @param freeze whether the table is truncated first and its rows are written frozen
record PartCopy(
        TableRef table,
        PlannedPart part,
        List<Column> columns,
        String condition,
        String encoding,
        boolean binary,
        boolean freeze) {

    boolean whole() {
        return part.range() == null && condition.isEmpty();
    }

    /// For people.
    String title() {
        String name = "table " + Quote.qualified(table.schema(), table.name());
        return part.parts() == 1
                ? name
                : "part %d of %d of %s".formatted(part.part() + 1, part.parts(), name);
    }
}

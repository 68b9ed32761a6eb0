package io.godwit.copy.planning;

import io.godwit.common.migration.PlannedTable;
import io.godwit.common.migration.TableRef;

/// A table of the source whose rows move.
///
/// @param ref with its number in the plan
/// @param bytes on disk, TOAST included
/// @param pages of the table itself
/// @param rows the server's estimate, -1 if it has none
/// @param heap whether it is stored as PostgreSQL's own kind of table
/// @param configuration whether it belongs to an extension, which makes the table and its indexes
record SourceTable(
        TableRef ref, long bytes, long pages, long rows, boolean heap, boolean configuration) {

    PlannedTable planned() {
        return new PlannedTable(ref, bytes, rows);
    }
}

package io.godwit.validator.estimate;

/// A table of the source and how large it is there.
///
/// @param rows by the source's statistics, negative if it has none
/// @param columns 0 until somebody asked
record SizedTable(long oid, String schema, String name, long bytes, long rows, int columns) {
    SizedTable withColumns(int count) {
        return new SizedTable(oid, schema, name, bytes, rows, count);
    }

    @Override
    public String toString() {
        return schema + "." + name;
    }
}

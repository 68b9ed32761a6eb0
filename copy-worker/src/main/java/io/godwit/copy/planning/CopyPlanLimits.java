package io.godwit.copy.planning;

/// How the copy of a database is divided into commands.
///
/// @param cutFrom bytes on the source's disk from which a table is cut into parts
/// @param smallestPart bytes; a table is cut so that every worker has some parts of it, but not
///   into smaller ones
/// @param largestPart bytes; what is copied again at most when a part fails
/// @param smallTable bytes below which tables travel together
/// @param tableCost what a table costs beyond its rows, in bytes that take as long to copy
/// @param tablesPerCopy most tables of one command
/// @param bytesPerCopy most bytes (costs included) of small tables in one command
/// @param smallIndex bytes below which indexes are built together
/// @param indexesPerBuild most indexes of one command
/// @param entriesPerMessage most tables, parts or indexes in one message of the plan
public record CopyPlanLimits(
        long cutFrom,
        long smallestPart,
        long largestPart,
        long smallTable,
        long tableCost,
        int tablesPerCopy,
        long bytesPerCopy,
        long smallIndex,
        int indexesPerBuild,
        int entriesPerMessage) {
    private static final long MEGABYTE = 1024 * 1024;

    public static final CopyPlanLimits DEFAULT =
            new CopyPlanLimits(
                    1024 * MEGABYTE,
                    64 * MEGABYTE,
                    1024 * MEGABYTE,
                    8 * MEGABYTE,
                    64 * 1024,
                    250,
                    64 * MEGABYTE,
                    8 * MEGABYTE,
                    200,
                    500);

    public CopyPlanLimits {
        positive(cutFrom, "cutFrom");
        positive(smallestPart, "smallestPart");
        positive(largestPart, "largestPart");
        positive(smallTable, "smallTable");
        positive(tableCost, "tableCost");
        positive(tablesPerCopy, "tablesPerCopy");
        positive(bytesPerCopy, "bytesPerCopy");
        positive(smallIndex, "smallIndex");
        positive(indexesPerBuild, "indexesPerBuild");
        positive(entriesPerMessage, "entriesPerMessage");
    }

    /// The same, but for the size from which a table is cut.
    public CopyPlanLimits cuttingFrom(long bytes) {
        return new CopyPlanLimits(
                bytes,
                smallestPart,
                largestPart,
                smallTable,
                tableCost,
                tablesPerCopy,
                bytesPerCopy,
                smallIndex,
                indexesPerBuild,
                entriesPerMessage);
    }

    private static void positive(long value, String name) {
        if (value < 1) {
            throw new IllegalArgumentException(name + " must be positive, not " + value);
        }
    }
}

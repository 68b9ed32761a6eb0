package io.godwit.gateway.views;

import io.godwit.common.migration.ComparisonDifference;
import io.godwit.common.migration.ComparisonLevel;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// One comparison of source and target that a person asked for.
///
/// @param pieces how many the tables were cut into, 0 until that is known
/// @param rows compared on the source
/// @param objects compared that are no rows: of the catalogs, sequences, large objects
/// @param differing found; at least as many as are listed
/// @param unsettled rows that were not judged, as what differs may be on its way
/// @param comparedTables one by one; not in a list of comparisons
/// @param differences at most a thousand; not in a list of comparisons
/// @param failureCode why it could not be finished, or what is being tried again
public record ComparisonRun(
        int number,
        Status status,
        ComparisonLevel level,
        List<String> selectedTables,
        int parallelism,
        long rowsPerSecond,
        Instant started,
        @Nullable Instant ended,
        int pieces,
        int piecesDone,
        int tables,
        long rows,
        long objects,
        long differing,
        long unsettled,
        List<DatabaseRun> databases,
        List<ComparedTableRun> comparedTables,
        List<FoundDifference> differences,
        @Nullable String failureCode,
        @Nullable String failureMessage) {

    /// How it went.
    public enum Status {
        RUNNING("Running"),
        EQUAL("Equal"),
        DIFFERENT("Different"),
        /// Nothing is known to differ, but some rows changed all the time: compare again.
        UNSETTLED("Unsettled"),
        FAILED("Failed");

        private final String word;

        Status(String word) {
            this.word = word;
        }

        @Override
        public String toString() {
            return word;
        }
    }

    public record DatabaseRun(
            String database, int tables, int pieces, String sourceVersion, String targetVersion) {}

    public record ComparedTableRun(
            String database,
            String schema,
            String table,
            long sourceRows,
            long targetRows,
            boolean equal) {}

    /// @param repair SQL for the target, null if none is known
    public record FoundDifference(
            String database,
            String kind,
            String type,
            String object,
            @Nullable String key,
            @Nullable String source,
            @Nullable String target,
            @Nullable String repair) {
        static FoundDifference of(String database, ComparisonDifference found) {
            return new FoundDifference(
                    database,
                    found.kind().toString(),
                    found.type(),
                    found.object(),
                    found.key(),
                    found.source(),
                    found.target(),
                    found.repair());
        }
    }

    /// The repairs of one database as a script: all or nothing. It says what it does not mend.
    public String repairOf(String database) {
        List<FoundDifference> found =
                differences.stream()
                        .filter(difference -> difference.database().equals(database))
                        .toList();
        String statements =
                found.stream()
                        .map(FoundDifference::repair)
                        .filter(repair -> repair != null)
                        .collect(Collectors.joining("\n"));
        long without = found.stream().filter(one -> one.repair() == null).count();
        return """
        -- What comparison %d found in the target of database %s, for psql on the target.
        -- Read it before you run it. Of the differences that are listed, %d have no repair here:
        -- none is known, or the source may change the row again, as the target still follows it.
        BEGIN;
        SET LOCAL search_path = pg_catalog;
        SET LOCAL row_security = off;
        SET LOCAL datestyle = 'ISO, YMD';
        SET LOCAL intervalstyle = 'postgres';
        SET LOCAL lc_monetary = 'C';
        SET LOCAL timezone = 'UTC';
        %s
        COMMIT;
        """
                .formatted(number, database.replaceAll("\\R", " "), without, statements);
    }
}

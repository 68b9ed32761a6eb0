package io.godwit.gateway.views;

import io.godwit.common.migration.PlannedBuild;
import io.godwit.common.migration.PlannedCopy;
import io.godwit.common.migration.PlannedTable;
import io.godwit.common.migration.WorkRef;
import java.time.Instant;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// What one attempt at preparing a database planned; it comes in chunks.
final class Plan {
    /// Later ones replace earlier ones.
    record Version(int generation, int attempt) implements Comparable<Version> {
        static Version of(WorkRef work) {
            return new Version(work.generation(), work.attempt());
        }

        @Override
        public int compareTo(Version other) {
            int byGeneration = Integer.compare(generation, other.generation);
            return byGeneration != 0 ? byGeneration : Integer.compare(attempt, other.attempt);
        }
    }

    static final Plan NONE = new Plan();

    final SortedMap<Integer, PlannedTable> tables = new TreeMap<>();
    final SortedMap<Integer, PlannedCopy> copies = new TreeMap<>();
    final SortedMap<Integer, PlannedBuild> builds = new TreeMap<>();
    @Nullable Instant completeAt;

    boolean complete() {
        return completeAt != null;
    }
}

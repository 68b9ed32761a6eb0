package io.godwit.copy.indexes;

/// What one build may use on the target.
///
/// @param memory bytes of `maintenance_work_mem`, if the server's own setting is not greater
/// @param parallelWorkers beside the session itself, where a table has several builds
public record IndexBuildSettings(long memory, int parallelWorkers) {
    public static final IndexBuildSettings DEFAULT = new IndexBuildSettings(256L * 1024 * 1024, 0);

    private static final long LEAST_GATHERING = 16L * 1024 * 1024;
    private static final int GATHERINGS = 8;

    /// The server's own bounds of `maintenance_work_mem`.
    public IndexBuildSettings {
        if (memory < 1024 * 1024 || memory > Integer.MAX_VALUE * 1024L) {
            throw new IllegalArgumentException("memory must be 1 MB to 2 TB, not " + memory);
        }
        if (parallelWorkers < 0 || parallelWorkers > 1024) {
            throw new IllegalArgumentException(
                    "parallelWorkers must be 0 to 1024, not " + parallelWorkers);
        }
    }

    /// What gathering the values of a table of `size` bytes may use. A tree of values that fits the
    /// processor's caches, and is emptied into the index some more times, is built faster (see
    /// docs/benchmarks.md); but where the index itself is large, each emptying is dear.
    long memoryToGather(long size) {
        return Math.min(memory, Math.max(LEAST_GATHERING, size / GATHERINGS));
    }
}

package io.godwit.common.migration;

import org.jspecify.annotations.Nullable;

/// One attempt at one piece of work.
///
/// @param id names the piece within its migration, the same for every attempt
/// @param attempt from 1; the fencing token: the target's transaction refuses an older one
/// @param run from 1; a retried migration is in its next run, and work of an earlier one stops
/// @param database the source's name of the database, null for server-wide work
/// @param generation of the snapshot that the work belongs to, 0 where it needs none
public record WorkRef(
        String migration,
        String id,
        int attempt,
        int run,
        @Nullable String database,
        int generation) {

    /// The same attempt, counted as one under another snapshot.
    public WorkRef under(int otherGeneration) {
        return new WorkRef(migration, id, attempt, run, database, otherGeneration);
    }

    /// @throws IllegalStateException if the work is server-wide
    public static String databaseOf(WorkRef work) {
        String database = work.database();
        if (database == null) {
            throw new IllegalStateException(work.id() + " is not the work of a database");
        }
        return database;
    }
}

package io.godwit.orchestrator.deciding;

/// At which moments of the source the tables of a copy stand.
enum Coherence {
    /// All at one: they are copied under one snapshot, or nobody wrote to the source since.
    ONE_SNAPSHOT,

    /// There is a new snapshot, and nobody has looked yet at what was copied under earlier ones.
    TO_RESUME,

    /// The source's tables are not those of the staging database any more: nothing can be kept.
    CHANGED,

    /// Finished tables stand at an earlier moment than the others. Foreign keys may not hold.
    SEVERAL_SNAPSHOTS,

    /// Changes were applied until all tables stood at one moment again.
    LEVEL
}

package io.godwit.common.migration;

/// What kinds of things are made, and so can be undone.
public enum ChangeKind {
    /// A database under its staging name was created: drop it.
    DATABASE_CREATED("database-created"),
    /// The staging database took the final name, the old one stands aside: swap back.
    DATABASE_SWAPPED("database-swapped"),
    /// A role was created: drop it.
    ROLE_CREATED("role-created"),
    /// A membership was granted: revoke it.
    MEMBERSHIP_GRANTED("membership-granted"),
    /// A replication slot was created on the source: drop it.
    SLOT_CREATED("slot-created"),
    /// A publication was created on the source: drop it.
    PUBLICATION_CREATED("publication-created"),
    /// A table's replica identity was set on the source: set the old one again.
    REPLICA_IDENTITY_SET("replica-identity-set"),
    /// The source's database was made read-only: make it writable again.
    SOURCE_FENCED("source-fenced");

    private final String word;

    ChangeKind(String word) {
        this.word = word;
    }

    @Override
    public String toString() {
        return word;
    }
}

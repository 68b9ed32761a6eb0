package io.godwit.cdc.pgoutput;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What `pgoutput` says. Object ids and transaction ids are unsigned 32 bits.
public sealed interface Message {

    /// @param commitLsn where the commit record begins
    record Begin(long commitLsn, Instant committed, long xid) implements Message {}

    /// @param endLsn where the commit record ends
    record Commit(long commitLsn, long endLsn, Instant committed) implements Message {}

    /// The transaction came to the source by replication.
    record Origin(long lsn, String name) implements Message {}

    /// What the next changes of a table look like.
    ///
    /// @param schema never empty: `pg_catalog` is spelled out
    /// @param identity `d`, `n`, `f` or `i`, as in `pg_class.relreplident`
    record Relation(long id, String schema, String name, char identity, List<Column> columns)
            implements Message {
        public Relation {
            columns = List.copyOf(columns);
        }
    }

    /// @param identity whether the column is part of the replica identity
    record Column(boolean identity, String name, long type, int typeModifier) {}

    /// The name of a type that is not built in.
    record Type(long id, String schema, String name) implements Message {}

    record Insert(long relation, Tuple row) implements Message {}

    /// @param old the identity's columns (others null) if they changed, or the whole row under
    ///   `REPLICA IDENTITY FULL`; otherwise null
    /// @param fullOld which of the two
    record Update(long relation, @Nullable Tuple old, boolean fullOld, Tuple row)
            implements Message {}

    /// @param fullOld whether `old` is the whole row, not only the identity's columns
    record Delete(long relation, Tuple old, boolean fullOld) implements Message {}

    record Truncate(List<Long> relations, boolean cascade, boolean restartIdentity)
            implements Message {
        public Truncate {
            relations = List.copyOf(relations);
        }
    }

    /// Of `pg_logical_emit_message`.
    ///
    /// @param transactional false if it stands outside of any transaction
    record Logical(boolean transactional, long lsn, String prefix, byte[] content)
            implements Message {}
}

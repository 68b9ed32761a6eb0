package io.godwit.cdc.apply;

import io.godwit.common.migration.Failure;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// How applying goes, as its threads tell and telemetry shows. Thread-safe.
final class ApplyStatus {
    /// The chunk read last.
    ///
    /// @param empty whether it only says that nothing was committed
    record LastChunk(
            Instant captured, @Nullable Instant committed, boolean empty, long queueMillis) {}

    /// @param lsn everything before is applied; null before anything is known
    /// @param pending records
    record Snapshot(
            @Nullable Bookmark bookmark,
            long lsn,
            long read,
            long pending,
            @Nullable LastChunk chunk,
            long applyMillis,
            @Nullable Failure failure) {}

    private final Map<TableName, Counts> tables = new HashMap<>();
    private final Map<TableName, Counts> changed = new HashMap<>();
    private @Nullable Bookmark bookmark;
    private long lsn;
    private long offset;
    private long topicEnd;
    private long read;
    private @Nullable LastChunk chunk;
    private long applyMillis;
    private @Nullable Failure failure;
    private @Nullable Instant writingSince;
    private @Nullable Failure heldUp;

    synchronized void began(Bookmark from, Map<TableName, Counts> counts) {
        bookmark = from;
        lsn = from.lsn();
        offset = from.offset();
        read = from.counts().total();
        tables.clear();
        tables.putAll(counts);
        changed.putAll(counts);
    }

    synchronized void read(int changes) {
        read += changes;
    }

    synchronized void received(LastChunk last) {
        chunk = last;
    }

    /// The topic answers.
    synchronized void topicEnds(long end) {
        topicEnd = end;
        failure = null;
    }

    /// Everything before is applied, whether or not the bookmark says so yet.
    synchronized void idle(long appliedLsn, long appliedOffset) {
        lsn = appliedLsn;
        offset = appliedOffset;
    }

    /// A batch begins to be written.
    synchronized void writes(Instant since) {
        writingSince = since;
        heldUp = null;
    }

    /// Nothing is being written any more.
    synchronized void written() {
        writingSince = null;
        heldUp = null;
    }

    /// @return null if nothing is being written
    synchronized @Nullable Instant writingSince() {
        return writingSince;
    }

    /// @param since when the batch was begun that this is about
    /// @param because null if nobody holds it up
    synchronized void heldUp(Instant since, @Nullable Failure because) {
        if (since.equals(writingSince)) {
            heldUp = because;
        }
    }

    synchronized void committed(Bookmark to, Map<TableName, Counts> more, long millis) {
        bookmark = to;
        lsn = to.lsn();
        offset = to.offset();
        applyMillis = millis;
        failure = null;
        more.forEach(
                (table, counts) -> changed.put(table, tables.merge(table, counts, Counts::plus)));
    }

    synchronized void retrying(Failure because) {
        failure = because;
    }

    synchronized Snapshot snapshot() {
        return new Snapshot(
                bookmark,
                lsn,
                read,
                Math.max(0, topicEnd - offset),
                chunk,
                applyMillis,
                failure == null ? heldUp : failure);
    }

    /// The tables whose counts have changed since the last call.
    synchronized Map<TableName, Counts> takeChanged() {
        Map<TableName, Counts> taken = new HashMap<>(changed);
        changed.clear();
        return taken;
    }
}

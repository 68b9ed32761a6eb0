package io.godwit.cdc.apply;

import io.godwit.cdc.changes.Chunk;
import io.godwit.cdc.changes.ChunkRecords;
import io.godwit.cdc.changes.Position;
import io.godwit.common.messaging.EventPublisher;
import io.godwit.common.migration.CdcCommand.ApplyChanges;
import io.godwit.common.migration.FailureCode;
import io.godwit.common.migration.Lsn;
import io.godwit.common.migration.MigrationEvent.CutoverDrained;
import io.godwit.common.migration.MigrationEvent.DatabaseCaughtUp;
import io.godwit.common.migration.MigrationException;
import io.godwit.common.migration.Side;
import io.godwit.common.postgres.SqlFailures;
import io.godwit.common.postgres.Visible;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/// Applies from the bookmark on until something fails or it is told to end. Everything but [#end]
/// runs on one thread; the writing of a batch, on another.
final class ApplySession {
    private static final Duration WAIT = Duration.ofMillis(100);

    /// While a batch waits for the writer.
    private static final Duration GLANCE = Duration.ofMillis(2);

    /// How long a batch grows although the writer is idle.
    private static final Duration GROWING = Duration.ofMillis(50);

    private final ApplyChanges command;
    private final ApplySettings settings;
    private final EventPublisher events;
    private final ApplyStatus status;
    private final Clock clock;
    private final TopicPartition partition;
    private final CaughtUp caughtUp;
    private final TopicTrimming trimming;
    private volatile boolean ended;

    /// Of the open batch.
    private long growingSince = System.nanoTime();

    private Instant bookmarked;
    private Instant heard;

    ApplySession(
            ApplyChanges command,
            ApplySettings settings,
            EventPublisher events,
            ApplyStatus status,
            CaughtUp caughtUp,
            TopicTrimming trimming,
            Clock clock) {
        this.command = command;
        this.settings = settings;
        this.events = events;
        this.status = status;
        this.caughtUp = caughtUp;
        this.trimming = trimming;
        this.clock = clock;
        this.partition = new TopicPartition(command.following().topic(), 0);
        this.bookmarked = clock.instant();
        this.heard = clock.instant();
    }

    /// Told once per epoch.
    static final class CaughtUp {
        private boolean told;
    }

    /// From another thread; [#run] returns soon.
    void end() {
        ended = true;
    }

    /// @param target a new session of its own, closed by the caller
    /// @param catalog commits by itself
    void run(
            Connection target, Connection catalog, Consumer<String, byte[]> topic, StopPoint stop) {
        boolean unencoded = TargetSession.unencoded(target);
        BookmarkRow row = new BookmarkRow(target);
        Bookmark bookmark = begin(target, row);
        BatchWriter writer = writer(target, row, bookmark, unencoded);
        try (Writing writing =
                new Writing(
                        "godwit-apply-writer-" + command.database(), target, writer, listener())) {
            seek(topic, bookmark);
            Batches batches = new Batches(settings, stop, batch -> handOn(batch, writing));
            ChunkReader reader =
                    new ChunkReader(
                            new Chain(Position.border(bookmark.lsn()), bookmark.session()),
                            copied(catalog),
                            new Relations(new TargetCatalog(catalog)),
                            batches);
            follow(topic, reader, batches, writing);
        }
    }

    private Copied copied(Connection catalog) {
        try {
            return Copied.read(catalog, Visible.parse(command.visible()));
        } catch (SQLException e) {
            throw SqlFailures.exception(e, Side.TARGET, "reading what was copied");
        }
    }

    /// A database without an encoding takes the bytes as they are, which only COPY can send.
    private BatchWriter writer(
            Connection target, BookmarkRow row, Bookmark bookmark, boolean unencoded) {
        return new BatchWriter(
                target,
                row,
                bookmark,
                unencoded ? "SQL_ASCII" : "UTF8",
                unencoded ? 0 : settings.fewRows());
    }

    private Bookmark begin(Connection target, BookmarkRow row) {
        try {
            Bookmark bookmark = row.claim(command.work());
            StagingPreparation.prepare(target);
            status.began(bookmark, row.counts());
            target.commit();
            if (bookmark.marker() != null) {
                drained(bookmark.marker());
            }
            return bookmark;
        } catch (SQLException e) {
            throw SqlFailures.exception(e, Side.TARGET, "preparing to apply changes");
        }
    }

    /// A record that is gone, or was never there, would be skipped silently.
    private void seek(Consumer<String, byte[]> topic, Bookmark bookmark) {
        List<TopicPartition> partitions = List.of(partition);
        topic.assign(partitions);
        long first = topic.beginningOffsets(partitions).getOrDefault(partition, 0L);
        long end = topic.endOffsets(partitions).getOrDefault(partition, 0L);
        if (bookmark.offset() < first || bookmark.offset() > end) {
            throw new MigrationException(
                    FailureCode.CHANGES_MISSING,
                    "applying goes on at offset %d of topic %s, which has offsets %d to %d"
                            .formatted(bookmark.offset(), partition.topic(), first, end));
        }
        topic.seek(partition, bookmark.offset());
        status.topicEnds(end);
    }

    private void follow(
            Consumer<String, byte[]> topic, ChunkReader reader, Batches batches, Writing writing) {
        while (!ended) {
            check(writing);
            ConsumerRecords<String, byte[]> records =
                    topic.poll(batches.open().hasChanges() ? GLANCE : WAIT);
            try {
                for (ConsumerRecord<String, byte[]> entry : records) {
                    read(entry, reader, batches);
                }
            } catch (StopReachedException e) {
                stop(batches, writing, e);
                return;
            }
            noteEnd(topic);
            handOnWaiting(batches, writing, records.isEmpty());
            noteIdle(topic, batches, writing);
        }
    }

    private void read(ConsumerRecord<String, byte[]> entry, ChunkReader reader, Batches batches) {
        Chunk chunk = ChunkRecords.read(entry.headers(), entry.value());
        boolean empty = !batches.open().hasChanges();
        if (reader.read(entry.offset(), chunk)) {
            heard = clock.instant();
            status.received(
                    new ApplyStatus.LastChunk(
                            chunk.captured(),
                            chunk.committed(),
                            chunk.messages().length == 0,
                            Math.max(0, heard.toEpochMilli() - entry.timestamp())));
        }
        if (empty && batches.open().hasChanges()) {
            growingSince = System.nanoTime();
        }
    }

    private void handOn(Batch batch, Writing writing) {
        status.read(batch.changes());
        bookmarked = clock.instant();
        if (!writing.put(batch)) {
            check(writing);
        }
        growingSince = System.nanoTime();
    }

    /// A batch does not wait for more while the writer has nothing to do.
    private void handOnWaiting(Batches batches, Writing writing, boolean nothingMore) {
        Batch open = batches.open();
        if (!open.endsOnBorder() || open.progress() == null || !writing.idle()) {
            return;
        }
        boolean grown = System.nanoTime() - growingSince > GROWING.toNanos();
        if (open.urgent() || (open.hasChanges() && (nothingMore || grown)) || overdue()) {
            batches.handOn();
        }
    }

    private boolean overdue() {
        return bookmarked.plus(settings.bookmarkAfter()).isBefore(clock.instant());
    }

    private void noteEnd(Consumer<String, byte[]> topic) {
        topic.currentLag(partition)
                .ifPresent(lag -> status.topicEnds(topic.position(partition) + lag));
    }

    private void noteIdle(Consumer<String, byte[]> topic, Batches batches, Writing writing) {
        if (!writing.idle() || batches.open().hasChanges()) {
            return;
        }
        Progress progress = batches.open().progress();
        if (progress != null) {
            status.idle(progress.lsn(), topic.position(partition));
        }
        if (!caughtUp.told && Freshness.caughtUp(status.snapshot(), clock.instant(), heard)) {
            events.publish(command.migration(), null, new DatabaseCaughtUp(command.work()));
            caughtUp.told = true;
        }
    }

    /// Writes what lies before the transaction that cannot be applied.
    private static void stop(Batches batches, Writing writing, StopReachedException reached) {
        batches.handOn();
        while (!writing.idle()) {
            check(writing);
            Thread.onSpinWait();
            pause();
        }
        check(writing);
        throw new MigrationException(reached.failure(), reached);
    }

    private static void pause() {
        try {
            Thread.sleep(GLANCE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while waiting for the writer", e);
        }
    }

    private static void check(Writing writing) {
        Exception failure = writing.failure();
        switch (failure) {
            case null -> {}
            case SQLException e ->
                    throw new MigrationException(Refusal.of(e, "applying changes"), e);
            case RuntimeException e -> throw e;
            default -> throw new IllegalStateException("the writer ended", failure);
        }
    }

    private Writing.Listener listener() {
        return new Writing.Listener() {
            @Override
            public void begins() {
                status.writes(clock.instant());
            }

            @Override
            public void ends() {
                status.written();
            }

            @Override
            public void committed(
                    Bookmark bookmark,
                    Map<TableName, Counts> counts,
                    long millis,
                    @Nullable Marker marker) {
                ApplySession.this.committed(bookmark, counts, millis, marker);
            }
        };
    }

    /// On the writer's thread.
    private void committed(
            Bookmark bookmark,
            Map<TableName, Counts> counts,
            long millis,
            @Nullable Marker marker) {
        status.committed(bookmark, counts, millis);
        if (marker != null) {
            drained(marker);
        }
        trimming.applied(bookmark.offset());
    }

    private void drained(Marker marker) {
        events.publish(
                command.migration(),
                null,
                new CutoverDrained(
                        command.database(), marker.number(), new Lsn(marker.lsn()).toString()));
    }
}

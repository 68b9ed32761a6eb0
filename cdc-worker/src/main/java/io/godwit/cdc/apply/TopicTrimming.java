package io.godwit.cdc.apply;

import io.godwit.common.messaging.KafkaClients;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Deletes records of the change topic that were applied a while ago, so that it stays bounded.
/// What a bookmark says needs a moment to be on the target's disk; nothing younger is deleted.
final class TopicTrimming {
    private static final Logger LOG = LoggerFactory.getLogger(TopicTrimming.class);
    private static final Duration ON_DISK = Duration.ofSeconds(10);
    private static final int SAMPLES = 100;

    private record Sample(Instant at, long offset) {}

    private final KafkaClients kafka;
    private final TopicPartition partition;
    private final Duration keep;
    private final Clock clock;
    private final Deque<Sample> samples = new ArrayDeque<>();

    TopicTrimming(KafkaClients kafka, TopicPartition partition, Duration keep, Clock clock) {
        this.kafka = kafka;
        this.partition = partition;
        this.keep = keep.compareTo(ON_DISK) < 0 ? ON_DISK : keep;
        this.clock = clock;
    }

    /// Called now and then, always by the same thread.
    ///
    /// @param offset of the bookmark
    void applied(long offset) {
        Instant now = clock.instant();
        Sample last = samples.peekLast();
        if (last == null || !last.at().plus(keep.dividedBy(SAMPLES)).isAfter(now)) {
            samples.add(new Sample(now, offset));
            deleteBefore(now.minus(keep));
        }
    }

    private void deleteBefore(Instant limit) {
        long before = -1;
        while (!samples.isEmpty() && !samples.getFirst().at().isAfter(limit)) {
            before = samples.removeFirst().offset();
        }
        if (before > 0) {
            delete(before);
        }
    }

    private void delete(long before) {
        try (Admin admin = kafka.admin()) {
            admin.deleteRecords(Map.of(partition, RecordsToDelete.beforeOffset(before)))
                    .all()
                    .get();
        } catch (ExecutionException e) {
            LOG.warn("cannot delete applied records of {}", partition, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}

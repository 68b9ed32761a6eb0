package io.godwit.common.messaging;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/// Asks where partitions end now, by a client of its own: a follower's waits for its fetches to be
/// answered. The client is made when it is first needed and then kept, as making one takes longer
/// than asking. Thread-safe.
final class LogEnds implements AutoCloseable {
    private final KafkaClients kafka;
    private @Nullable Admin client;

    LogEnds(KafkaClients kafka) {
        this.kafka = kafka;
    }

    /// @throws IllegalStateException if there is no answer in time
    Map<TopicPartition, Long> of(Collection<TopicPartition> partitions, Duration timeout) {
        Map<TopicPartition, OffsetSpec> latest = new HashMap<>();
        partitions.forEach(partition -> latest.put(partition, OffsetSpec.latest()));
        ListOffsetsOptions committed =
                new ListOffsetsOptions(IsolationLevel.READ_COMMITTED)
                        .timeoutMs(Math.toIntExact(timeout.toMillis()));
        try {
            Map<TopicPartition, Long> ends = new HashMap<>();
            client().listOffsets(latest, committed)
                    .all()
                    .get()
                    .forEach((partition, end) -> ends.put(partition, end.offset()));
            return ends;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while asking for ends", e);
        } catch (ExecutionException e) {
            throw new IllegalStateException("the ends of " + partitions + " are not known", e);
        }
    }

    private synchronized Admin client() {
        Admin known = client;
        if (known == null) {
            known = kafka.admin();
            client = known;
        }
        return known;
    }

    @Override
    public synchronized void close() {
        if (client != null) {
            client.close(Duration.ZERO);
        }
    }
}

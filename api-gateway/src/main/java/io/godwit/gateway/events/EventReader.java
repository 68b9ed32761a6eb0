package io.godwit.gateway.events;

import io.godwit.common.messaging.KafkaClients;
import io.godwit.common.messaging.Topics;
import io.godwit.gateway.events.EventIndex.Extent;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/// Reads one migration's facts from the log itself; the gateway keeps none of them. For one thread.
final class EventReader implements AutoCloseable {
    /// @param offset in the migration's partition of the log; facts of one migration only grow
    /// @param json the fact as it is on the wire
    record Fact(long offset, String json) {}

    private final Consumer<String, byte[]> consumer;
    private final TopicPartition partition;
    private final String migration;

    /// @param after the offset of the last fact that is known already, -1 if none is
    EventReader(KafkaClients kafka, String migration, Extent extent, long after) {
        this.consumer = kafka.follower();
        this.partition = new TopicPartition(Topics.EVENTS, extent.partition());
        this.migration = migration;
        consumer.assign(List.of(partition));
        consumer.seek(partition, Math.max(extent.first(), after + 1));
    }

    /// The next facts; none if there are none for so long.
    List<Fact> next(Duration patience) {
        return consumer.poll(patience).records(partition).stream()
                .filter(entry -> migration.equals(entry.key()))
                .map(EventReader::fact)
                .toList();
    }

    /// Whether everything up to that offset was read.
    boolean passed(long offset) {
        return consumer.position(partition) > offset;
    }

    private static Fact fact(ConsumerRecord<String, byte[]> entry) {
        return new Fact(entry.offset(), new String(entry.value(), StandardCharsets.UTF_8));
    }

    @Override
    public void close() {
        consumer.close();
    }
}

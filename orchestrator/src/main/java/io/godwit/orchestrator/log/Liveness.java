package io.godwit.orchestrator.log;

import io.godwit.common.messaging.KafkaClients;
import io.godwit.common.messaging.LogFollower;
import io.godwit.common.messaging.Topics;
import io.godwit.common.messaging.WireCodec;
import io.godwit.common.migration.Telemetry;
import io.godwit.common.migration.WorkRef;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/// When each attempt was last heard of. Thread-safe.
final class Liveness implements AutoCloseable {
    /// The latest attempt at a piece of work, and when it was heard of.
    private record Seen(WorkRef work, Instant at) {}

    private final Map<String, Seen> seen = new ConcurrentHashMap<>();
    private final LogFollower follower;
    private final Clock clock;
    private volatile Instant listening = Instant.MIN;

    Liveness(KafkaClients kafka, Clock clock) {
        this.clock = clock;
        this.follower =
                new LogFollower("godwit-liveness", kafka, List.of(Topics.PROGRESS), this::on);
    }

    void start() {
        listening = clock.instant();
        follower.start().awaitCaughtUp(Duration.ofMinutes(5));
    }

    Optional<Instant> lastSeen(WorkRef work) {
        Seen last = seen.get(key(work));
        if (last == null || !last.work().equals(work)) {
            return Optional.empty();
        }
        return Optional.of(last.at().isAfter(listening) ? last.at() : listening);
    }

    private static String key(WorkRef work) {
        return work.migration() + "/" + work.id();
    }

    private void on(ConsumerRecord<String, byte[]> entry) {
        WireCodec.decode(entry.value(), Telemetry.class)
                .ifPresent(telemetry -> {
                    WorkRef work = telemetry.payload().work();
                    seen.put(key(work), new Seen(work, telemetry.payload().at()));
                });
    }

    @Override
    public void close() {
        follower.close();
    }
}

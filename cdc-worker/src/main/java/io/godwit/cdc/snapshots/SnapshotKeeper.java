package io.godwit.cdc.snapshots;

import io.godwit.common.messaging.EventPublisher;
import io.godwit.common.messaging.KafkaClients;
import io.godwit.common.messaging.LogFollower;
import io.godwit.common.messaging.Topics;
import io.godwit.common.messaging.WireCodec;
import io.godwit.common.migration.CdcCommand;
import io.godwit.common.migration.CdcCommand.ApplyChanges;
import io.godwit.common.migration.CdcCommand.CaptureChanges;
import io.godwit.common.migration.CdcCommand.HoldSnapshot;
import io.godwit.common.migration.CdcCommand.ReleaseSnapshot;
import io.godwit.common.migration.CdcCommand.StopApplying;
import io.godwit.common.migration.CdcCommand.StopFollowing;
import io.godwit.common.migration.MigrationEvent;
import io.godwit.common.migration.MigrationEvent.SnapshotOpened;
import io.godwit.common.postgres.PostgresConnections;
import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Holds the snapshots of the partitions that this process owns. Its duties are what the commands
/// of a partition, read from their beginning, leave open; nothing else is kept.
///
/// A snapshot dies with its holder. Whoever takes a partition over therefore reports the open ones
/// of its predecessor as lost.
public final class SnapshotKeeper implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(SnapshotKeeper.class);
    private static final Duration POLL = Duration.ofMillis(100);

    /// What a snapshot is held for.
    record Duty(String migration, String database) {}

    private final KafkaClients kafka;
    private final EventPublisher events;
    private final SnapshotHolders holders;
    private final Set<String> opened = ConcurrentHashMap.newKeySet();
    private final LogFollower openedFollower;
    private final Map<Integer, Map<Duty, HoldSnapshot>> duties = new HashMap<>();
    private final Map<Integer, Long> replayEnds = new HashMap<>();
    private final Thread thread;
    private volatile boolean running = true;

    /// @param check how often a held snapshot is looked after
    public SnapshotKeeper(
            KafkaClients kafka, PostgresConnections connections, Duration check, Clock clock) {
        this.kafka = kafka;
        this.events = new EventPublisher(kafka, clock);
        this.holders = new SnapshotHolders(connections, events, check);
        this.openedFollower =
                new LogFollower(
                        "godwit-opened-snapshots", kafka, List.of(Topics.EVENTS), this::onEvent);
        this.thread = Thread.ofPlatform().name("godwit-snapshots").daemon().unstarted(this::run);
    }

    public void start() {
        openedFollower.start().awaitCaughtUp(Duration.ofMinutes(5));
        thread.start();
    }

    private void onEvent(ConsumerRecord<String, byte[]> entry) {
        WireCodec.decode(entry.value(), MigrationEvent.class)
                .ifPresent(fact -> {
                    if (fact.payload() instanceof SnapshotOpened snapshot) {
                        opened.add(
                                key(
                                        fact.correlation(),
                                        snapshot.database(),
                                        snapshot.generation()));
                    }
                });
    }

    private static String key(String migration, String database, int generation) {
        return migration + "/" + generation + "/" + database;
    }

    private void run() {
        while (running) {
            try (Consumer<String, byte[]> commands = kafka.member("godwit-cdc-workers")) {
                commands.subscribe(List.of(Topics.CDC_COMMANDS), new Ownership(commands));
                while (running) {
                    commands.poll(POLL).forEach(this::on);
                    takeUpReplayed(commands);
                }
            } catch (InterruptException e) {
                return;
            } catch (RuntimeException e) {
                LOG.warn("the snapshot keeper starts again", e);
                pause();
            } finally {
                holders.closeAll();
                duties.clear();
                replayEnds.clear();
            }
        }
    }

    private void on(ConsumerRecord<String, byte[]> entry) {
        WireCodec.decode(entry.value(), CdcCommand.class)
                .ifPresent(command -> on(entry.partition(), command.payload()));
    }

    private void on(int partition, CdcCommand command) {
        Map<Duty, HoldSnapshot> open = duties.computeIfAbsent(partition, _ -> new HashMap<>());
        Duty duty = new Duty(command.migration(), command.database());
        boolean live = !replayEnds.containsKey(partition);
        switch (command) {
            case HoldSnapshot hold -> {
                open.put(duty, hold);
                if (live) {
                    holders.hold(partition, duty, hold);
                }
            }
            case CaptureChanges _, ApplyChanges _, StopApplying _, StopFollowing _ -> {}
            case ReleaseSnapshot release -> {
                open.computeIfPresent(
                        duty, (_, held) -> held.generation() > release.generation() ? held : null);
                if (live) {
                    holders.release(duty, release.generation());
                }
            }
        }
    }

    /// Once the end that was seen at the takeover is reached, the open duties are this process's.
    private void takeUpReplayed(Consumer<String, byte[]> commands) {
        replayEnds
                .entrySet()
                .removeIf(replay -> {
                    int partition = replay.getKey();
                    long position =
                            commands.position(new TopicPartition(Topics.CDC_COMMANDS, partition));
                    if (position < replay.getValue()) {
                        return false;
                    }
                    duties.getOrDefault(partition, Map.of())
                            .forEach((duty, hold) -> takeUp(partition, duty, hold));
                    return true;
                });
    }

    private void takeUp(int partition, Duty duty, HoldSnapshot hold) {
        if (opened.contains(key(duty.migration(), duty.database(), hold.generation()))) {
            holders.reportLost(duty, hold.generation());
        } else {
            holders.hold(partition, duty, hold);
        }
    }

    private static void pause() {
        try {
            TimeUnit.SECONDS.sleep(1);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /// Runs on the keeper's thread.
    private final class Ownership implements ConsumerRebalanceListener {
        private final Consumer<String, byte[]> commands;

        Ownership(Consumer<String, byte[]> commands) {
            this.commands = commands;
        }

        @Override
        public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
            commands.endOffsets(partitions)
                    .forEach((taken, end) -> replayEnds.put(taken.partition(), end));
            commands.seekToBeginning(partitions);
            partitions.forEach(taken -> duties.remove(taken.partition()));
        }

        @Override
        public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
            for (TopicPartition given : partitions) {
                replayEnds.remove(given.partition());
                duties.remove(given.partition());
                holders.closePartition(given.partition());
            }
        }
    }

    @Override
    public void close() {
        running = false;
        try {
            thread.join(Duration.ofSeconds(5));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        holders.close();
        openedFollower.close();
        events.close();
    }
}

package io.godwit.cdc.duties;

import io.godwit.common.messaging.EventPublisher;
import io.godwit.common.messaging.KafkaClients;
import io.godwit.common.messaging.LogFollower;
import io.godwit.common.messaging.Topics;
import io.godwit.common.messaging.WireCodec;
import io.godwit.common.migration.CdcCommand;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Performs the duties of the partitions that this process owns. They are what the commands of a
/// partition, read from their beginning, leave open; nothing else is kept. Its one thread only
/// reads commands: starting and ending duties may take long and happens elsewhere.
public final class DutyKeeper implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(DutyKeeper.class);
    private static final Duration POLL = Duration.ofMillis(100);
    private static final Duration ENDING = Duration.ofSeconds(20);

    private final KafkaClients kafka;
    private final Answers answers = new Answers();
    private final LogFollower follower;
    private final OwnedPartitions owned;
    private final Map<Integer, Long> replayEnds = new HashMap<>();
    private final Thread thread;
    private volatile boolean running = true;

    /// @param events stays open as long as the keeper
    public DutyKeeper(KafkaClients kafka, EventPublisher events, DutyFactory factory) {
        this.kafka = kafka;
        this.owned = new OwnedPartitions(factory, events, answers);
        this.follower =
                new LogFollower("godwit-duty-answers", kafka, List.of(Topics.EVENTS), answers::on);
        this.thread = Thread.ofPlatform().name("godwit-duties").daemon().unstarted(this::run);
    }

    public void start() {
        follower.start().awaitCaughtUp(Duration.ofMinutes(5));
        thread.start();
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
                LOG.warn("the keeper of duties starts again", e);
                pause();
            } finally {
                owned.giveAll();
                replayEnds.clear();
            }
        }
    }

    private void on(ConsumerRecord<String, byte[]> entry) {
        WireCodec.decode(entry.value(), CdcCommand.class)
                .ifPresent(command -> owned.on(entry.partition(), command.payload()));
    }

    /// Once the end that was seen at the takeover is reached, the open duties are this process's.
    private void takeUpReplayed(Consumer<String, byte[]> commands) {
        replayEnds
                .entrySet()
                .removeIf(replay -> {
                    int partition = replay.getKey();
                    long position =
                            commands.position(new TopicPartition(Topics.CDC_COMMANDS, partition));
                    boolean reached = position >= replay.getValue();
                    if (reached) {
                        owned.replayed(partition);
                    }
                    return reached;
                });
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
            partitions.forEach(taken -> owned.given(taken.partition()));
        }

        @Override
        public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
            for (TopicPartition given : partitions) {
                replayEnds.remove(given.partition());
                owned.given(given.partition());
            }
        }
    }

    /// Ends everything; whoever takes the partitions over goes on.
    @Override
    public void close() {
        running = false;
        try {
            thread.join(Duration.ofSeconds(5));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        owned.close(ENDING);
        follower.close();
    }
}

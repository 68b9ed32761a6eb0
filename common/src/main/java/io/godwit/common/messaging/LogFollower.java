package io.godwit.common.messaging;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.WakeupException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Reads topics from their beginning and then for ever, on one thread of its own. Says when it has
/// read to the ends that it saw at its start, so that its owner opens the door only then, and later
/// whenever it is asked.
public final class LogFollower implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(LogFollower.class);
    private static final Duration POLL = Duration.ofMillis(500);
    private static final Duration END = Duration.ofSeconds(2);

    /// Called on the follower's thread, in log order per partition. It must not throw for a record
    /// that it cannot use: an exception stops the follower.
    @FunctionalInterface
    public interface Listener {
        void on(ConsumerRecord<String, byte[]> entry);
    }

    private final KafkaClients kafka;
    private final List<String> topics;
    private final Listener listener;
    private final CompletableFuture<Void> caughtUp = new CompletableFuture<>();
    private final LogEnds ends;
    private final Queue<Goal> goals = new ConcurrentLinkedQueue<>();
    private final Thread thread;
    private volatile boolean running = true;
    private volatile List<TopicPartition> assigned = List.of();
    private @Nullable Consumer<String, byte[]> reading;

    /// Ends that somebody waits for.
    private record Goal(Map<TopicPartition, Long> ends, CompletableFuture<Void> reached) {
        boolean complete(Consumer<String, byte[]> consumer) {
            return ends.entrySet().stream()
                            .allMatch(end -> consumer.position(end.getKey()) >= end.getValue())
                    && reached.complete(null);
        }
    }

    public LogFollower(String name, KafkaClients kafka, List<String> topics, Listener listener) {
        this.kafka = kafka;
        this.topics = List.copyOf(topics);
        this.listener = listener;
        this.ends = new LogEnds(kafka);
        this.thread = Thread.ofPlatform().name(name).daemon().unstarted(this::follow);
    }

    public LogFollower start() {
        thread.start();
        return this;
    }

    /// @throws IllegalStateException if the ends were not reached in time
    public void awaitCaughtUp(Duration timeout) {
        await(caughtUp, timeout);
    }

    /// Returns once everything has been heard that the topics hold now, for which the follower has
    /// to be started.
    ///
    /// @throws IllegalStateException if one of the steps to it took longer than `timeout`
    public void catchUp(Duration timeout) {
        await(caughtUp, timeout);
        Goal goal = new Goal(ends.of(assigned, timeout), new CompletableFuture<>());
        goals.add(goal);
        wake();
        await(goal.reached(), timeout);
    }

    private void await(CompletableFuture<Void> reached, Duration timeout) {
        try {
            reached.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while reading " + topics, e);
        } catch (ExecutionException | TimeoutException e) {
            throw new IllegalStateException("cannot read " + topics + " to the end", e);
        }
    }

    public boolean isCaughtUp() {
        return caughtUp.isDone() && !caughtUp.isCompletedExceptionally();
    }

    /// Whether the follower still reads; a dead one means stale views.
    public boolean isAlive() {
        return thread.isAlive();
    }

    private void follow() {
        try (Consumer<String, byte[]> consumer = kafka.follower()) {
            follow(consumer);
        } catch (WakeupException | org.apache.kafka.common.errors.InterruptException e) {
            LOG.debug("follower of {} ends", topics);
        } catch (RuntimeException e) {
            LOG.error("follower of {} died", topics, e);
            caughtUp.completeExceptionally(e);
        }
    }

    private void follow(Consumer<String, byte[]> consumer) {
        reading(consumer);
        try {
            goals.add(new Goal(begin(consumer), caughtUp));
            while (running) {
                read(consumer);
            }
        } finally {
            reading(null);
        }
    }

    private void read(Consumer<String, byte[]> consumer) {
        try {
            consumer.poll(POLL).forEach(listener::on);
        } catch (WakeupException e) {
            if (!running) {
                throw e;
            }
        }
        goals.removeIf(goal -> goal.complete(consumer));
    }

    private synchronized void reading(@Nullable Consumer<String, byte[]> consumer) {
        reading = consumer;
    }

    /// A consumer that is closed already must not be woken.
    private synchronized void wake() {
        if (reading != null) {
            reading.wakeup();
        }
    }

    /// A broker that was just started, or a topic that was just made, is not known at once.
    private Map<TopicPartition, Long> begin(Consumer<String, byte[]> consumer) {
        while (running) {
            try {
                List<TopicPartition> partitions = partitionsOf(consumer);
                if (!partitions.isEmpty()) {
                    consumer.assign(partitions);
                    consumer.seekToBeginning(partitions);
                    assigned = partitions;
                    return consumer.endOffsets(partitions);
                }
            } catch (RetriableException e) {
                LOG.warn("{} cannot be read yet", topics, e);
            }
            pause();
        }
        throw new WakeupException();
    }

    private static void pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(100);
        } catch (InterruptedException e) {
            throw new org.apache.kafka.common.errors.InterruptException(e);
        }
    }

    /// All of them or none: a topic that is left out would be missed for ever.
    private List<TopicPartition> partitionsOf(Consumer<String, byte[]> consumer) {
        List<TopicPartition> all = new ArrayList<>();
        for (String topic : topics) {
            List<PartitionInfo> partitions = consumer.partitionsFor(topic);
            if (partitions.isEmpty()) {
                return List.of();
            }
            partitions.forEach(found -> all.add(new TopicPartition(topic, found.partition())));
        }
        return all;
    }

    @Override
    public void close() {
        running = false;
        wake();
        ends.close();
        if (thread.isAlive()) {
            try {
                thread.join(END);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}

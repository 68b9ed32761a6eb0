package io.godwit.common.messaging;

import io.godwit.common.migration.Envelope;
import io.godwit.common.migration.WorkerCommand;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.consumer.AcknowledgeType;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ShareConsumer;
import org.apache.kafka.common.errors.InterruptException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A share group's members in this process: each slot takes one command at a time, keeps its lock
/// while the work runs, and acknowledges it when the closing fact is in the log. Two threads a
/// slot: one polls, because a lock is renewed by polling; the other works.
///
/// The queue is not the truth: the orchestrator issues an attempt again that falls silent.
///
/// @param <C> the commands of this queue
public final class WorkQueue<C extends WorkerCommand> implements AutoCloseable {
    public static final String VALIDATORS = "godwit-validators";
    public static final String COPY_WORKERS = "godwit-copy-workers";

    private static final Logger LOG = LoggerFactory.getLogger(WorkQueue.class);
    private static final Duration POLL = Duration.ofMillis(500);

    private final KafkaClients kafka;
    private final String topic;
    private final String group;
    private final Class<C> type;
    private final Duration renewal;
    private final WorkRunner<C> runner;
    private final StopSignals stopSignals;
    private final EventPublisher events;
    private final List<Thread> slots = new ArrayList<>();
    private volatile boolean running = true;

    /// @param slots how many commands run at once in this process
    public WorkQueue(
            KafkaClients kafka,
            String topic,
            String group,
            Class<C> type,
            int slots,
            Performer<C> performer,
            MessagingProperties properties,
            Clock clock) {
        this.kafka = kafka;
        this.topic = topic;
        this.group = group;
        this.type = type;
        this.renewal = properties.renewal();
        this.stopSignals = new StopSignals(kafka);
        this.events = new EventPublisher(kafka, clock);
        this.runner = new WorkRunner<>(performer, kafka, events, stopSignals, properties, clock);
        for (int slot = 0; slot < slots; slot++) {
            this.slots.add(
                    Thread.ofPlatform().name(group + "-" + slot).daemon().unstarted(this::serve));
        }
    }

    public void start() {
        stopSignals.start();
        slots.forEach(Thread::start);
    }

    private void serve() {
        while (running) {
            try (ShareConsumer<String, byte[]> consumer = kafka.shareMember(group);
                    ExecutorService worker = Executors.newSingleThreadExecutor(workerFactory())) {
                consumer.subscribe(List.of(topic));
                serve(consumer, worker);
            } catch (InterruptException e) {
                return;
            } catch (RuntimeException e) {
                LOG.warn("a slot of {} starts again", group, e);
                pause();
            }
        }
    }

    private static java.util.concurrent.ThreadFactory workerFactory() {
        return Thread.ofPlatform()
                .name(Thread.currentThread().getName() + "-work")
                .daemon()
                .factory();
    }

    private void serve(ShareConsumer<String, byte[]> consumer, ExecutorService worker) {
        @Nullable Held held = null;
        while (running) {
            for (ConsumerRecord<String, byte[]> entry : consumer.poll(POLL)) {
                if (held == null || !held.is(entry)) {
                    held =
                            new Held(
                                    entry.partition(),
                                    entry.offset(),
                                    worker.submit(() -> run(entry)));
                }
                // A renewed record comes back with the next poll and is then acknowledged again.
                AcknowledgeType verdict = held.await(renewal);
                consumer.acknowledge(entry, verdict);
                if (verdict != AcknowledgeType.RENEW) {
                    held = null;
                }
            }
        }
    }

    private void run(ConsumerRecord<String, byte[]> entry) {
        Optional<Envelope<C>> command = WireCodec.decode(entry.value(), type);
        if (command.isEmpty()) {
            LOG.error("{} {} holds no command of this version", topic, entry.offset());
            return;
        }
        runner.run(command.get());
    }

    private static void pause() {
        try {
            TimeUnit.SECONDS.sleep(1);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /// A command that this slot holds the lock of.
    private record Held(int partition, long offset, Future<?> work) {
        boolean is(ConsumerRecord<String, byte[]> entry) {
            return entry.partition() == partition && entry.offset() == offset;
        }

        AcknowledgeType await(Duration time) {
            try {
                work.get(time.toMillis(), TimeUnit.MILLISECONDS);
                return AcknowledgeType.ACCEPT;
            } catch (TimeoutException e) {
                return AcknowledgeType.RENEW;
            } catch (ExecutionException e) {
                LOG.error("a command goes back to the queue", e.getCause());
                return AcknowledgeType.RELEASE;
            } catch (InterruptedException e) {
                throw new InterruptException(e);
            }
        }
    }

    @Override
    public void close() {
        running = false;
        runner.close();
        for (Thread slot : slots) {
            try {
                slot.join(Duration.ofSeconds(5));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
        stopSignals.close();
        events.close();
    }
}

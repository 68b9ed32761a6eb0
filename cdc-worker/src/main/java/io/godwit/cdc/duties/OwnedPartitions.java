package io.godwit.cdc.duties;

import io.godwit.common.messaging.EventPublisher;
import io.godwit.common.migration.CdcCommand;
import io.godwit.common.migration.CdcCommand.StopApplying;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The duties of the partitions that this process owns: what their commands leave open. While a
/// partition is replayed nothing is performed. For the keeper's thread only, and never waits on it
/// but when everything ends.
final class OwnedPartitions {
    private static final Logger LOG = LoggerFactory.getLogger(OwnedPartitions.class);

    /// One database's, in one partition.
    private static final class Entry {
        private DatabaseDuties open = DatabaseDuties.NONE;
        private final RunningDuties running;

        Entry(RunningDuties running) {
            this.running = running;
        }
    }

    private final DutyFactory factory;
    private final EventPublisher events;
    private final Answers answers;
    private final ExecutorService threads =
            Executors.newThreadPerTaskExecutor(
                    Thread.ofVirtual().name("godwit-duties-", 0).factory());
    private final Map<Integer, Map<DatabaseKey, Entry>> partitions = new HashMap<>();
    private final Set<Integer> live = new HashSet<>();

    /// Of databases whose partition was given away: if it comes back, they have to end first.
    private final Map<DatabaseKey, CompletableFuture<Void>> ending = new HashMap<>();

    OwnedPartitions(DutyFactory factory, EventPublisher events, Answers answers) {
        this.factory = factory;
        this.events = events;
        this.answers = answers;
    }

    void on(int partition, CdcCommand command) {
        DatabaseKey key = DatabaseKey.of(command);
        Entry entry =
                partitions
                        .computeIfAbsent(partition, _ -> new HashMap<>())
                        .computeIfAbsent(key, this::entry);
        DatabaseDuties before = entry.open;
        entry.open = before.after(command);
        if (live.contains(partition)) {
            perform(entry, command, entry.open.equals(before));
        }
    }

    /// A question that was answered is answered again; a duty that runs is left alone.
    private static void perform(Entry entry, CdcCommand command, boolean known) {
        if (!known || command.equals(entry.open.stopped()) || command.equals(entry.open.ended())) {
            entry.running.perform(command);
        } else if (command instanceof StopApplying stop) {
            entry.running.answer(stop);
        }
    }

    private Entry entry(DatabaseKey key) {
        return new Entry(new RunningDuties(key, factory, events, threads));
    }

    /// The partition is read to the end that was seen when it was taken: its open duties are this
    /// process's now.
    void replayed(int partition) {
        if (live.add(partition)) {
            partitions.getOrDefault(partition, Map.of()).forEach(this::takeUp);
        }
    }

    private void takeUp(DatabaseKey key, Entry entry) {
        DatabaseDuties open = entry.open;
        CompletableFuture<Void> before = ending.remove(key);
        if (before == null || before.isDone()) {
            entry.running.takeUp(open, answers);
        } else {
            before.thenRunAsync(() -> entry.running.takeUp(open, answers), threads);
        }
    }

    void given(int partition) {
        live.remove(partition);
        ending.values().removeIf(CompletableFuture::isDone);
        Map<DatabaseKey, Entry> entries = partitions.remove(partition);
        if (entries != null) {
            entries.forEach((key, entry) -> ending.put(key, entry.running.giveAway()));
        }
    }

    void giveAll() {
        List.copyOf(partitions.keySet()).forEach(this::given);
    }

    /// Waits for all to end.
    void close(Duration patience) {
        giveAll();
        Collection<CompletableFuture<Void>> ends = ending.values();
        try {
            CompletableFuture.allOf(ends.toArray(CompletableFuture<?>[]::new))
                    .get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException e) {
            LOG.warn("some duties have not ended", e);
        }
        threads.shutdown();
    }
}

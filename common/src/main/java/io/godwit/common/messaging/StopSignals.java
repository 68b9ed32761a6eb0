package io.godwit.common.messaging;

import io.godwit.common.migration.Envelope;
import io.godwit.common.migration.MigrationEvent;
import io.godwit.common.migration.MigrationEvent.CancelRequested;
import io.godwit.common.migration.MigrationEvent.CutoverGivenUp;
import io.godwit.common.migration.MigrationEvent.DatabaseStartedOver;
import io.godwit.common.migration.MigrationEvent.DeleteRequested;
import io.godwit.common.migration.MigrationEvent.MigrationDeleted;
import io.godwit.common.migration.MigrationEvent.MigrationFailed;
import io.godwit.common.migration.MigrationEvent.WorkFailed;
import io.godwit.common.migration.WorkAnswers;
import io.godwit.common.migration.WorkIds;
import io.godwit.common.migration.WorkRef;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/// Tells running work of this process to stop when the log says that its result is no longer
/// wanted: the migration was canceled or failed, its database started over, the cutover that it
/// proves something for or the attempt itself was given up. Knows also what is answered already.
public final class StopSignals implements AutoCloseable {
    private static final Duration CATCHING_UP = Duration.ofSeconds(30);

    private final Map<String, Integer> stoppedRuns = new ConcurrentHashMap<>();
    private final Map<String, Map<String, Integer>> generations = new ConcurrentHashMap<>();
    private final Map<String, Map<String, Integer>> cutovers = new ConcurrentHashMap<>();
    private final Map<String, Set<String>> answered = new ConcurrentHashMap<>();
    private final Map<String, Set<WorkRef>> failed = new ConcurrentHashMap<>();
    private final Set<Stoppable> running = ConcurrentHashMap.newKeySet();
    private final LogFollower follower;

    /// Work that can be told to stop. `stop` returns at once and may be called more than once.
    interface Stoppable {
        WorkRef work();

        void stop();
    }

    public StopSignals(KafkaClients kafka) {
        this.follower =
                new LogFollower("godwit-stop-signals", kafka, List.of(Topics.EVENTS), this::on);
    }

    /// Has asked for the log's end once when it returns, so that whoever asks while applications
    /// wait is not the first.
    public void start() {
        follower.start().catchUp(Duration.ofMinutes(5));
    }

    boolean stopped(WorkRef work) {
        return work.run() <= stoppedRuns.getOrDefault(work.migration(), 0)
                || (work.generation() != 0 && work.generation() < latest(generations, work))
                || (WorkIds.provesCutover(work.id())
                        && WorkIds.cutoverOf(work.id()) <= latest(cutovers, work));
    }

    /// Whether the log has this attempt's end already, or the success of another one: the command
    /// merely came again, or the attempt stood still for too long.
    boolean over(WorkRef work) {
        return answered.getOrDefault(work.migration(), Set.of()).contains(key(work))
                || failed.getOrDefault(work.migration(), Set.of()).contains(work);
    }

    /// Returns once everything is known that the log says now.
    void catchUp() {
        follower.catchUp(CATCHING_UP);
    }

    private static String key(WorkRef work) {
        return work.id() + "/" + work.generation() + "/" + work.run();
    }

    void register(Stoppable work) {
        running.add(work);
        if (stopped(work.work())) {
            work.stop();
        }
    }

    void deregister(Stoppable work) {
        running.remove(work);
    }

    /// @param numbers of a migration's databases
    private static int latest(Map<String, Map<String, Integer>> numbers, WorkRef work) {
        return numbers.getOrDefault(work.migration(), Map.of())
                .getOrDefault(Objects.requireNonNullElse(work.database(), ""), 0);
    }

    private void on(ConsumerRecord<String, byte[]> entry) {
        WireCodec.decode(entry.value(), MigrationEvent.class).ifPresent(this::on);
    }

    private void on(Envelope<MigrationEvent> envelope) {
        String migration = envelope.correlation();
        WorkAnswers.successOf(envelope.payload())
                .ifPresent(work ->
                        answered.computeIfAbsent(migration, _ -> ConcurrentHashMap.newKeySet())
                                .add(key(work)));
        switch (envelope.payload()) {
            case CancelRequested canceled -> stopRun(migration, canceled.run());
            case MigrationFailed failed -> stopRun(migration, failed.run());
            case DeleteRequested deleted -> stopRun(migration, deleted.run());
            case DatabaseStartedOver over ->
                    reached(generations, migration, over.database(), over.generation());
            case CutoverGivenUp given ->
                    reached(cutovers, migration, given.database(), given.number());
            case WorkFailed failure -> giveUp(migration, failure.work());
            case MigrationDeleted _ -> forget(migration);
            default -> {
                // No other fact makes work unwanted.
            }
        }
    }

    private void stopRun(String migration, int run) {
        stoppedRuns.merge(migration, run, Math::max);
        stopUnwanted();
    }

    private void giveUp(String migration, WorkRef attempt) {
        failed.computeIfAbsent(migration, _ -> ConcurrentHashMap.newKeySet()).add(attempt);
        running.stream().filter(work -> work.work().equals(attempt)).forEach(Stoppable::stop);
    }

    private void reached(
            Map<String, Map<String, Integer>> numbers,
            String migration,
            String database,
            int number) {
        numbers.computeIfAbsent(migration, _ -> new ConcurrentHashMap<>())
                .merge(database, number, Math::max);
        stopUnwanted();
    }

    private void forget(String migration) {
        stoppedRuns.remove(migration);
        generations.remove(migration);
        cutovers.remove(migration);
        answered.remove(migration);
        failed.remove(migration);
    }

    private void stopUnwanted() {
        running.stream().filter(work -> stopped(work.work())).forEach(Stoppable::stop);
    }

    @Override
    public void close() {
        follower.close();
    }
}

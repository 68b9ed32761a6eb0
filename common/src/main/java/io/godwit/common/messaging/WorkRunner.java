package io.godwit.common.messaging;

import io.godwit.common.migration.Envelope;
import io.godwit.common.migration.Failure;
import io.godwit.common.migration.FailureCode;
import io.godwit.common.migration.MigrationEvent;
import io.godwit.common.migration.MigrationEvent.WorkFailed;
import io.godwit.common.migration.MigrationEvent.WorkStopped;
import io.godwit.common.migration.MigrationException;
import io.godwit.common.migration.WorkRef;
import io.godwit.common.migration.WorkerCommand;
import io.godwit.common.postgres.SqlFailures;
import java.sql.SQLException;
import java.time.Clock;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Runs one command at a time per calling thread and sees to it that each is answered by exactly
/// one closing fact. Says in the meantime that the attempts are alive.
final class WorkRunner<C extends WorkerCommand> implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(WorkRunner.class);

    private final Performer<C> performer;
    private final EventPublisher events;
    private final TelemetryPublisher telemetry;
    private final StopSignals stopSignals;
    private final Clock clock;
    private final Set<RunningWork> running = ConcurrentHashMap.newKeySet();
    private final ScheduledExecutorService heartbeat =
            Executors.newSingleThreadScheduledExecutor(
                    Thread.ofPlatform().name("godwit-heartbeat").daemon().factory());

    WorkRunner(
            Performer<C> performer,
            KafkaClients kafka,
            EventPublisher events,
            StopSignals stopSignals,
            MessagingProperties properties,
            Clock clock) {
        this.performer = performer;
        this.events = events;
        this.telemetry = new TelemetryPublisher(kafka);
        this.stopSignals = stopSignals;
        this.clock = clock;
        long every = properties.heartbeat().toMillis();
        heartbeat.scheduleAtFixedRate(this::heartbeat, every, every, TimeUnit.MILLISECONDS);
    }

    /// @throws RuntimeException if the closing fact could not be appended; the command is then
    ///   delivered again
    void run(Envelope<C> command) {
        WorkRef ref = command.payload().work();
        if (stopSignals.over(ref)) {
            LOG.info("{} {} came again and is over already", ref.migration(), ref.id());
            return;
        }
        RunningWork work =
                new RunningWork(ref, command.id(), events, stopSignals, telemetry, clock);
        running.add(work);
        work.alive();
        stopSignals.register(work);
        try {
            work.publish(answer(command.payload(), work));
        } finally {
            stopSignals.deregister(work);
            running.remove(work);
        }
    }

    private MigrationEvent answer(C command, RunningWork work) {
        WorkRef ref = work.work();
        try {
            work.checkStopping();
            LOG.info("{} {} attempt {} begins", ref.migration(), ref.id(), ref.attempt());
            MigrationEvent answer = performer.perform(command, work);
            LOG.info("{} {} attempt {} is done", ref.migration(), ref.id(), ref.attempt());
            return answer;
        } catch (WorkStoppedException e) {
            return new WorkStopped(ref);
        } catch (Exception e) {
            return work.stopping() ? new WorkStopped(ref) : new WorkFailed(ref, failure(e, ref));
        }
    }

    private static Failure failure(Exception e, WorkRef ref) {
        Failure failure =
                switch (e) {
                    case MigrationException known -> known.failure();
                    case SQLException sql -> SqlFailures.classify(sql, null, "work " + ref.id());
                    default -> Failure.of(FailureCode.INTERNAL_ERROR, ref.id() + ": " + e);
                };
        LOG.warn("{} {} failed: {}", ref.migration(), ref.id(), failure, e);
        return failure;
    }

    private void heartbeat() {
        try {
            running.forEach(RunningWork::alive);
        } catch (RuntimeException e) {
            LOG.warn("heartbeat not sent", e);
        }
    }

    @Override
    public void close() {
        running.forEach(RunningWork::stop);
        heartbeat.shutdownNow();
        telemetry.close();
    }
}

package io.godwit.gateway.views;

import io.godwit.common.messaging.KafkaClients;
import io.godwit.common.messaging.LogFollower;
import io.godwit.common.messaging.Topics;
import io.godwit.common.messaging.WireCodec;
import io.godwit.common.migration.Envelope;
import io.godwit.common.migration.FailureCode;
import io.godwit.common.migration.MigrationEvent;
import io.godwit.common.migration.MigrationException;
import io.godwit.common.migration.Telemetry;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// All migrations, folded from the log from its beginning on. One thread writes, that of the
/// follower; any thread reads.
public final class Views implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Views.class);

    /// Told of each fact after the views have it, on the follower's thread.
    @FunctionalInterface
    public interface Listener {
        void on(Envelope<MigrationEvent> fact, ConsumerRecord<String, byte[]> entry);
    }

    private final Map<String, MigrationView> migrations = new ConcurrentHashMap<>();
    private final List<Listener> listeners;
    private final LogFollower follower;

    public Views(KafkaClients kafka, List<Listener> listeners) {
        this.listeners = List.copyOf(listeners);
        this.follower =
                new LogFollower(
                        "godwit-views", kafka, List.of(Topics.EVENTS, Topics.PROGRESS), this::on);
    }

    public void start() {
        follower.start();
    }

    /// Whether everything that was in the log at the start has been read, and reading goes on.
    public boolean ready() {
        return follower.isCaughtUp() && follower.isAlive();
    }

    /// The migration of that name, if it exists.
    public Optional<MigrationView> find(String name) {
        return Optional.ofNullable(migrations.get(name)).filter(MigrationView::exists);
    }

    /// @throws MigrationException if no migration of that name exists
    public MigrationView existing(String name) {
        return existing(name, Optional::of);
    }

    /// What a migration's view answers.
    ///
    /// @throws MigrationException if no migration of that name exists, or it ceases to while asked
    public <T> T existing(String name, Function<MigrationView, Optional<T>> answer) {
        return find(name)
                .flatMap(answer)
                .orElseThrow(() ->
                        new MigrationException(
                                FailureCode.MIGRATION_NOT_FOUND,
                                "There is no migration named " + name + "."));
    }

    public Stream<MigrationView> all() {
        return migrations.values().stream().filter(MigrationView::exists);
    }

    private void on(ConsumerRecord<String, byte[]> entry) {
        try {
            switch (entry.topic()) {
                case Topics.EVENTS ->
                        WireCodec.decode(entry.value(), MigrationEvent.class)
                                .ifPresent(fact -> on(fact, entry));
                case Topics.PROGRESS ->
                        WireCodec.decode(entry.value(), Telemetry.class)
                                .ifPresent(said -> view(said.correlation()).evolve(said.payload()));
                default -> throw new IllegalStateException(entry.topic());
            }
        } catch (RuntimeException e) {
            LOG.error(
                    "{} {}-{} is passed over", entry.topic(), entry.partition(), entry.offset(), e);
        }
    }

    private void on(Envelope<MigrationEvent> fact, ConsumerRecord<String, byte[]> entry) {
        view(fact.correlation()).evolve(fact);
        listeners.forEach(listener -> listener.on(fact, entry));
    }

    private MigrationView view(String name) {
        return migrations.computeIfAbsent(name, _ -> new MigrationView());
    }

    @Override
    public void close() {
        follower.close();
    }
}

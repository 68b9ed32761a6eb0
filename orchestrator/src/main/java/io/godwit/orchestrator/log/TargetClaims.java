package io.godwit.orchestrator.log;

import io.godwit.common.messaging.KafkaClients;
import io.godwit.common.messaging.LogFollower;
import io.godwit.common.messaging.Topics;
import io.godwit.common.messaging.WireCodec;
import io.godwit.common.migration.DatabaseSpec;
import io.godwit.common.migration.Envelope;
import io.godwit.common.migration.MigrationEvent;
import io.godwit.orchestrator.deciding.Evolution;
import io.godwit.orchestrator.deciding.MigrationState;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/// Which migrations of the whole log are writing to which target databases; one partition's owner
/// does not know those of another. Thread-safe.
///
/// Two creates in two partitions may pass each other; so the claim is looked at again before a
/// migration first touches its target, and the earlier one wins.
final class TargetClaims implements AutoCloseable {
    private final Map<String, MigrationState> active = new ConcurrentHashMap<>();
    private final LogFollower follower;

    TargetClaims(KafkaClients kafka) {
        this.follower =
                new LogFollower("godwit-target-claims", kafka, List.of(Topics.EVENTS), this::on);
    }

    void start() {
        follower.start().awaitCaughtUp(Duration.ofMinutes(5));
    }

    /// What this process has just decided, before it comes back through the log.
    void claim(MigrationState state) {
        active.putIfAbsent(state.name(), state);
    }

    Optional<String> claimant(MigrationState state) {
        if (!state.claimsTarget()) {
            return Optional.empty();
        }
        return active.values().stream()
                .filter(MigrationState::claimsTarget)
                .filter(other -> !other.name().equals(state.name()))
                .filter(other -> EARLIER.compare(other, state) < 0)
                .filter(other -> sharesTarget(other, state))
                .map(MigrationState::name)
                .findFirst();
    }

    private static final Comparator<MigrationState> EARLIER =
            Comparator.comparing(MigrationState::claimed).thenComparing(MigrationState::name);

    private static boolean sharesTarget(MigrationState one, MigrationState other) {
        return one.spec().target().address().equalsIgnoreCase(other.spec().target().address())
                && targets(one).stream().anyMatch(targets(other)::contains);
    }

    private static Set<String> targets(MigrationState state) {
        return state.spec().databases().stream()
                .map(DatabaseSpec::targetName)
                .collect(Collectors.toSet());
    }

    private void on(ConsumerRecord<String, byte[]> entry) {
        WireCodec.decode(entry.value(), MigrationEvent.class).ifPresent(this::on);
    }

    private void on(Envelope<MigrationEvent> fact) {
        // Only what begins, ends or resumes a migration matters here; plans would fill the memory.
        switch (fact.payload()) {
            case MigrationEvent.MigrationCreated _,
                    MigrationEvent.CancelRequested _,
                    MigrationEvent.RetryRequested _,
                    MigrationEvent.DeleteRequested _,
                    MigrationEvent.MigrationSucceeded _,
                    MigrationEvent.MigrationFailed _,
                    MigrationEvent.MigrationValidationFailed _,
                    MigrationEvent.MigrationCanceled _,
                    MigrationEvent.MigrationDeleted _ ->
                    active.compute(fact.correlation(), (_, state) -> Evolution.evolve(state, fact));
            default -> {
                // Nothing that a claim depends on.
            }
        }
    }

    @Override
    public void close() {
        follower.close();
    }
}

package io.godwit.orchestrator.log;

import io.godwit.common.messaging.KafkaClients;
import io.godwit.common.messaging.Topics;
import io.godwit.common.migration.Envelope;
import io.godwit.common.migration.MigrationEvent;
import io.godwit.common.migration.MigrationEvent.MigrationCreated;
import io.godwit.common.migration.MigrationRequest;
import io.godwit.common.migration.WorkRef;
import io.godwit.orchestrator.deciding.Decision;
import io.godwit.orchestrator.deciding.Evolution;
import io.godwit.orchestrator.deciding.MigrationState;
import io.godwit.orchestrator.deciding.NextSteps;
import io.godwit.orchestrator.deciding.RequestDecider;
import io.godwit.orchestrator.deciding.RetryPolicy;
import io.godwit.orchestrator.deciding.Surroundings;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The loop that decides. One thread: it reads requests as a member of a group, which shares out
/// the partitions, and the events of its partitions from their beginning. A partition is decided
/// upon only after it was read to its end; whenever something is in doubt, everything is forgotten
/// and read again.
public final class Orchestrator implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Orchestrator.class);

    /// While anything is under way, events are waited for, and end the wait; what is requested
    /// meanwhile waits for its end.
    private static final Duration POLL = Duration.ofMillis(25);

    private static final Duration TICK = Duration.ofMillis(250);

    private final KafkaClients kafka;
    private final RetryPolicy policy;
    private final Clock clock;
    private final TargetClaims claims;
    private final Liveness liveness;
    private final Map<Integer, OwnedPartition> owned = new TreeMap<>();
    private final Set<String> changed = new HashSet<>();
    private final Thread thread;
    private Instant nextTick = Instant.MIN;
    private volatile boolean running = true;

    public Orchestrator(KafkaClients kafka, RetryPolicy policy, Clock clock) {
        this.kafka = kafka;
        this.policy = policy;
        this.clock = clock;
        this.claims = new TargetClaims(kafka);
        this.liveness = new Liveness(kafka, clock);
        this.thread = Thread.ofPlatform().name("godwit-orchestrator").daemon().unstarted(this::run);
    }

    public void start() {
        claims.start();
        liveness.start();
        thread.start();
    }

    private void run() {
        while (running) {
            try (Consumer<String, byte[]> events = kafka.follower();
                    Consumer<String, byte[]> requests = kafka.member("godwit-orchestrator")) {
                requests.subscribe(List.of(Topics.REQUESTS), new Ownership(events));
                loop(requests, events);
            } catch (InterruptException e) {
                return;
            } catch (RuntimeException e) {
                LOG.warn("the orchestrator forgets what it knows and reads the log again", e);
                pause();
            } finally {
                owned.values().forEach(OwnedPartition::close);
                owned.clear();
                changed.clear();
            }
        }
    }

    private void loop(Consumer<String, byte[]> requests, Consumer<String, byte[]> events) {
        while (running) {
            boolean none = events.assignment().isEmpty();
            boolean rests = owned.values().stream().allMatch(OwnedPartition::rests);
            requests.poll(none ? POLL : rests ? TICK : Duration.ZERO)
                    .forEach(entry -> partition(entry).requests().add(entry));
            if (!none) {
                read(events, rests ? Duration.ZERO : POLL);
            }
            decide(requests);
        }
    }

    private OwnedPartition partition(ConsumerRecord<String, byte[]> entry) {
        OwnedPartition partition = owned.get(entry.partition());
        if (partition == null) {
            throw new IllegalStateException("partition " + entry.partition() + " is not owned");
        }
        return partition;
    }

    private void read(Consumer<String, byte[]> events, Duration patience) {
        for (ConsumerRecord<String, byte[]> entry : events.poll(patience)) {
            partition(entry).apply(entry).ifPresent(changed::add);
        }
        owned.forEach((number, partition) ->
                partition.reached(events.position(new TopicPartition(Topics.EVENTS, number))));
    }

    private void decide(Consumer<String, byte[]> requests) {
        boolean tick = !clock.instant().isBefore(nextTick);
        if (tick) {
            nextTick = clock.instant().plus(TICK);
        }
        for (OwnedPartition partition : owned.values()) {
            if (partition.settled() && !answerRequest(partition, requests)) {
                moveOn(partition, requests, tick);
            }
        }
    }

    /// At most one: what it leads to must come back through the log before the next.
    private boolean answerRequest(OwnedPartition partition, Consumer<String, byte[]> requests) {
        ConsumerRecord<String, byte[]> entry = partition.requests().poll();
        if (entry == null) {
            return false;
        }
        Optional<Envelope<MigrationRequest>> request = OwnedPartition.request(entry);
        Instant now = clock.instant();
        Decision decision =
                request.map(known ->
                                RequestDecider.decide(
                                        partition.state(known.correlation()),
                                        known,
                                        surroundings(now)))
                        .orElseGet(Decision::of);
        request.ifPresent(known -> claim(known, decision, now));
        partition.append(
                entry.key(),
                decision,
                entry,
                request.map(Envelope::id).orElse(null),
                requests.groupMetadata(),
                now);
        return true;
    }

    private void claim(Envelope<MigrationRequest> request, Decision decision, Instant now) {
        for (MigrationEvent event : decision.events()) {
            if (event instanceof MigrationCreated created) {
                claims.claim(Evolution.created(created.spec(), request.id(), now));
            }
        }
    }

    private void moveOn(OwnedPartition partition, Consumer<String, byte[]> requests, boolean tick) {
        for (MigrationState state : partition.states().values()) {
            if (tick || changed.contains(state.name())) {
                moveOn(partition, state, requests);
            }
        }
        changed.removeAll(partition.states().keySet());
    }

    private void moveOn(
            OwnedPartition partition, MigrationState state, Consumer<String, byte[]> requests) {
        Instant now = clock.instant();
        Decision decision = NextSteps.of(state, surroundings(now), policy);
        if (!decision.isEmpty()) {
            partition.append(state.name(), decision, null, null, requests.groupMetadata(), now);
        }
    }

    private Surroundings surroundings(Instant now) {
        return new Surroundings() {
            @Override
            public Instant now() {
                return now;
            }

            @Override
            public Optional<Instant> lastSeen(WorkRef work) {
                return liveness.lastSeen(work);
            }

            @Override
            public Optional<String> claimant(MigrationState state) {
                return claims.claimant(state);
            }
        };
    }

    private static void pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(500);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /// Takes and gives up partitions as the group shares them out; runs on the loop's thread.
    private final class Ownership implements ConsumerRebalanceListener {
        private final Consumer<String, byte[]> events;

        Ownership(Consumer<String, byte[]> events) {
            this.events = events;
        }

        @Override
        public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
            for (TopicPartition taken : partitions) {
                owned.put(taken.partition(), new OwnedPartition(taken.partition(), kafka));
            }
            assign();
            List<TopicPartition> logs =
                    partitions.stream()
                            .map(taken -> new TopicPartition(Topics.EVENTS, taken.partition()))
                            .toList();
            events.seekToBeginning(logs);
            events.endOffsets(logs).forEach(this::readTo);
        }

        private void readTo(TopicPartition log, long end) {
            OwnedPartition partition = owned.get(log.partition());
            if (partition != null) {
                partition.readTo(end);
                LOG.info("owns partition {}, reads its log to {}", log.partition(), end);
            }
        }

        @Override
        public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
            for (TopicPartition given : partitions) {
                OwnedPartition partition = owned.remove(given.partition());
                if (partition != null) {
                    partition.close();
                }
            }
            assign();
        }

        private void assign() {
            events.assign(
                    owned.keySet().stream()
                            .map(number -> new TopicPartition(Topics.EVENTS, number))
                            .toList());
        }
    }

    @Override
    public void close() {
        running = false;
        try {
            thread.join(Duration.ofSeconds(10));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        claims.close();
        liveness.close();
    }
}

package io.godwit.gateway.migrations;

import io.godwit.common.migration.Envelope;
import io.godwit.common.migration.MigrationEvent;
import io.godwit.common.migration.MigrationEvent.CancelRequested;
import io.godwit.common.migration.MigrationEvent.ComparisonRequested;
import io.godwit.common.migration.MigrationEvent.CutoverRequested;
import io.godwit.common.migration.MigrationEvent.DeleteRequested;
import io.godwit.common.migration.MigrationEvent.MigrationCreated;
import io.godwit.common.migration.MigrationEvent.PauseRequested;
import io.godwit.common.migration.MigrationEvent.RequestRefused;
import io.godwit.common.migration.MigrationEvent.ResumeRequested;
import io.godwit.common.migration.MigrationEvent.RetryRequested;
import io.godwit.gateway.views.Views;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/// The log's answers to requests: facts whose causation is the request's id. The first one counts.
/// Answers to requests with an idempotency key are remembered for as long as the log is.
/// Thread-safe.
public final class Answers implements Views.Listener {
    private final Map<String, CompletableFuture<MigrationEvent>> awaited =
            new ConcurrentHashMap<>();
    private final Map<String, MigrationEvent> remembered = new ConcurrentHashMap<>();
    private final Map<String, RequestId> usedKeys = new ConcurrentHashMap<>();

    @Override
    public void on(Envelope<MigrationEvent> fact, ConsumerRecord<String, byte[]> entry) {
        String causation = fact.causation();
        if (causation != null && answers(fact.payload())) {
            RequestId request = new RequestId(causation);
            if (claimKey(request)) {
                request.key().ifPresent(_ -> remembered.putIfAbsent(causation, fact.payload()));
            }
            CompletableFuture<MigrationEvent> waiting = awaited.remove(causation);
            if (waiting != null) {
                waiting.complete(fact.payload());
            }
        }
    }

    private static boolean answers(MigrationEvent event) {
        return event instanceof MigrationCreated
                || event instanceof RequestRefused
                || event instanceof CancelRequested
                || event instanceof RetryRequested
                || event instanceof DeleteRequested
                || event instanceof CutoverRequested
                || event instanceof PauseRequested
                || event instanceof ResumeRequested
                || event instanceof ComparisonRequested;
    }

    /// @return whether the request's idempotency key, if any, was not used for anything else
    boolean claimKey(RequestId request) {
        return request.key()
                .map(key -> usedKeys.putIfAbsent(key, request))
                .map(request::equals)
                .orElse(true);
    }

    /// The answer that a request with an idempotency key got before.
    Optional<MigrationEvent> earlier(RequestId request) {
        return Optional.ofNullable(remembered.get(request.value()));
    }

    /// To be called before the request is published.
    ///
    /// @param first whether nobody else waits for the same answer, so that it is to be published
    record Expected(CompletableFuture<MigrationEvent> answer, boolean first) {}

    Expected expect(RequestId request) {
        CompletableFuture<MigrationEvent> mine = new CompletableFuture<>();
        CompletableFuture<MigrationEvent> other = awaited.putIfAbsent(request.value(), mine);
        return other == null ? new Expected(mine, true) : new Expected(other, false);
    }

    void giveUp(RequestId request, Expected expected) {
        awaited.remove(request.value(), expected.answer());
    }
}

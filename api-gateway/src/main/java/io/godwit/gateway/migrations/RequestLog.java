package io.godwit.gateway.migrations;

import io.godwit.common.messaging.KafkaClients;
import io.godwit.common.messaging.Topics;
import io.godwit.common.messaging.WireCodec;
import io.godwit.common.migration.Envelope;
import io.godwit.common.migration.FailureCode;
import io.godwit.common.migration.MigrationEvent;
import io.godwit.common.migration.MigrationException;
import io.godwit.common.migration.MigrationRequest;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;

/// Appends requests to the log and waits for the fact that answers each. Thread-safe.
public final class RequestLog implements AutoCloseable {
    private final Producer<String, byte[]> producer;
    private final Answers answers;
    private final Clock clock;
    private final Duration patience;

    public RequestLog(KafkaClients kafka, Answers answers, Clock clock, Duration patience) {
        this.producer = kafka.producer();
        this.answers = answers;
        this.clock = clock;
        this.patience = patience;
    }

    /// A request that is already under way is not published again.
    ///
    /// @throws MigrationException `RESPONSE_TIMEOUT`
    MigrationEvent ask(RequestId id, MigrationRequest request) {
        long deadline = System.nanoTime() + patience.toNanos();
        Answers.Expected expected = answers.expect(id);
        try {
            if (expected.first()) {
                publish(id, request);
            }
            long left = Math.max(0, deadline - System.nanoTime());
            return expected.answer().get(left, TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            throw timeout(request);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw timeout(request);
        } catch (ExecutionException e) {
            throw new IllegalStateException("the log did not take a request", e.getCause());
        } finally {
            if (expected.first()) {
                answers.giveUp(id, expected);
            }
        }
    }

    private void publish(RequestId id, MigrationRequest request)
            throws InterruptedException, ExecutionException, TimeoutException {
        Envelope<MigrationRequest> envelope =
                new Envelope<>(id.value(), null, request.migration(), clock.instant(), request);
        producer.send(
                        new ProducerRecord<>(
                                Topics.REQUESTS, request.migration(), WireCodec.encode(envelope)))
                .get(patience.toMillis(), TimeUnit.MILLISECONDS);
    }

    private MigrationException timeout(MigrationRequest request) {
        return new MigrationException(
                FailureCode.RESPONSE_TIMEOUT,
                "The request about %s is on its way, but was not answered within %s."
                        .formatted(request.migration(), patience));
    }

    @Override
    public void close() {
        producer.close(Duration.ofSeconds(5));
    }
}

package io.godwit.cdc.capture;

import io.debezium.embedded.Connect;
import io.debezium.engine.DebeziumEngine;
import io.debezium.engine.RecordChangeEvent;
import io.debezium.engine.format.ChangeEventFormat;
import io.godwit.common.messaging.KafkaClients;
import java.io.IOException;
import java.time.Duration;
import java.util.Properties;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.connect.source.SourceRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Debezium's embedded engine with our connector, for one session.
final class CaptureEngine implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(CaptureEngine.class);
    private static final Duration ENDING = Duration.ofSeconds(20);

    private final CaptureSession session;
    private final ChangeTopicWriter writer;
    private final DebeziumEngine<RecordChangeEvent<SourceRecord>> engine;
    private final CountDownLatch ended = new CountDownLatch(1);

    CaptureEngine(CaptureSession session, KafkaClients kafka) {
        this.session = session;
        this.writer = new ChangeTopicWriter(session, kafka);
        this.engine =
                DebeziumEngine.create(ChangeEventFormat.of(Connect.class))
                        .using(settings(session))
                        .using(CaptureEngine.class.getClassLoader())
                        .using((DebeziumEngine.CompletionCallback) this::completed)
                        .notifying(writer)
                        .build();
    }

    private static Properties settings(CaptureSession session) {
        Properties settings = new Properties();
        settings.setProperty("name", session.following().slot());
        settings.setProperty("connector.class", CaptureConnector.class.getName());
        settings.setProperty(CaptureConnector.SESSION, session.id());
        settings.setProperty(
                "offset.storage", "org.apache.kafka.connect.storage.MemoryOffsetBackingStore");
        settings.setProperty("offset.flush.interval.ms", "60000");
        settings.setProperty("record.processing.threads", "1");
        settings.setProperty("record.processing.shutdown.timeout.ms", "1000");
        settings.setProperty("task.management.timeout.ms", "10000");
        // What passes by itself is the duty's to know.
        settings.setProperty("errors.max.retries", "0");
        return settings;
    }

    void start() {
        CaptureSessions.open(session);
        Thread.ofPlatform()
                .name("godwit-capture-engine-" + session.following().slot())
                .daemon()
                .start(engine);
    }

    private void completed(boolean success, String message, Throwable error) {
        if (!success && !session.ended()) {
            session.fail(error == null ? new IllegalStateException(message) : error);
        }
        session.end();
        ended.countDown();
    }

    /// @return whether it has ended
    boolean await(Duration patience) throws InterruptedException {
        return ended.await(patience.toMillis(), TimeUnit.MILLISECONDS);
    }

    /// Returns when it has ended. The engine refuses to close while it starts its task, which
    /// returns at once.
    @Override
    public void close() {
        session.end();
        writer.close();
        long deadline = System.nanoTime() + ENDING.toNanos();
        try {
            do {
                closeEngine();
            } while (!await(Duration.ofMillis(100)) && System.nanoTime() < deadline);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            CaptureSessions.close(session);
        }
    }

    private void closeEngine() {
        try {
            engine.close();
        } catch (IllegalStateException | IOException e) {
            LOG.debug("the capture engine of {}", session.following().slot(), e);
        }
    }
}

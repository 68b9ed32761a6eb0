package io.godwit.gateway.events;

import io.godwit.common.messaging.KafkaClients;
import io.godwit.common.migration.FailureCode;
import io.godwit.common.migration.MigrationException;
import io.godwit.gateway.events.EventIndex.Extent;
import io.godwit.gateway.events.EventReader.Fact;
import java.io.IOException;
import java.time.Duration;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/// Server-sent events: each stream has a thread and a reader of its own, so that a slow client
/// holds up nobody. They end before the web server waits for open requests.
public final class EventStreams implements SmartLifecycle {
    private static final Logger LOG = LoggerFactory.getLogger(EventStreams.class);
    private static final Duration POLL = Duration.ofMillis(500);

    private final KafkaClients kafka;
    private final EventIndex index;
    private final int most;
    private final Duration heartbeat;
    private final Set<Stream> open = ConcurrentHashMap.newKeySet();
    private volatile boolean running;

    public EventStreams(KafkaClients kafka, EventIndex index, int most, Duration heartbeat) {
        this.kafka = kafka;
        this.index = index;
        this.most = most;
        this.heartbeat = heartbeat;
    }

    /// @throws MigrationException `SERVER_BUSY` if too many are open
    SseEmitter open(String migration, Extent extent, long after) {
        if (!running || open.size() >= most) {
            throw new MigrationException(
                    FailureCode.SERVER_BUSY,
                    "There are " + open.size() + " open streams; close one, or repeat later.");
        }
        Stream stream = new Stream(migration, extent, after);
        open.add(stream);
        Thread.ofVirtual().name("godwit-events-" + migration).start(stream);
        return stream.emitter;
    }

    /// One client's stream.
    private final class Stream implements Runnable {
        private final SseEmitter emitter = new SseEmitter(0L);
        private final AtomicBoolean ended = new AtomicBoolean();
        private final String migration;
        private final Extent extent;
        private final long after;
        private long lastSaid = System.nanoTime();

        private Stream(String migration, Extent extent, long after) {
            this.migration = migration;
            this.extent = extent;
            this.after = after;
            emitter.onCompletion(() -> ended.set(true));
            emitter.onTimeout(() -> ended.set(true));
            emitter.onError(_ -> ended.set(true));
        }

        @Override
        public void run() {
            try (EventReader reader = new EventReader(kafka, migration, extent, after)) {
                emitter.send(SseEmitter.event().comment("facts of " + migration));
                while (running && !ended.get() && !over(reader)) {
                    for (Fact fact : reader.next(POLL)) {
                        send(fact);
                    }
                    beat();
                }
                emitter.complete();
            } catch (IOException | IllegalStateException e) {
                LOG.debug("the client of a stream of {} left", migration, e);
                emitter.complete();
            } catch (RuntimeException e) {
                LOG.warn("a stream of {} breaks off", migration, e);
                emitter.completeWithError(e);
            } finally {
                open.remove(this);
            }
        }

        /// Whether the migration is gone and its last fact was sent.
        private boolean over(EventReader reader) {
            OptionalLong end = index.end(migration, extent);
            return end.isPresent() && reader.passed(end.getAsLong());
        }

        private void send(Fact fact) throws IOException {
            emitter.send(SseEmitter.event().id(Long.toString(fact.offset())).data(fact.json()));
            lastSaid = System.nanoTime();
        }

        private void beat() throws IOException {
            if (System.nanoTime() - lastSaid > heartbeat.toNanos()) {
                emitter.send(SseEmitter.event().comment("still here"));
                lastSaid = System.nanoTime();
            }
        }
    }

    @Override
    public void start() {
        running = true;
    }

    @Override
    public void stop() {
        running = false;
    }

    @Override
    public boolean isRunning() {
        return running;
    }
}

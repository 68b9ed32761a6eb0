package io.godwit.cdc.capture;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.source.SourceRecord;
import org.apache.kafka.connect.source.SourceTask;
import org.jspecify.annotations.Nullable;

/// The engine's side of a [SlotReader]. Public because the engine makes it by its class.
public final class CaptureTask extends SourceTask {
    private static final Duration PATIENCE = Duration.ofMillis(50);
    private static final Duration ENDING = Duration.ofSeconds(5);

    private @Nullable CaptureSession session;
    private @Nullable SlotReader reader;
    private @Nullable Thread thread;

    @Override
    public void start(Map<String, String> settings) {
        CaptureSession found =
                CaptureSessions.get(settings.getOrDefault(CaptureConnector.SESSION, ""));
        SlotReader reading = new SlotReader(found);
        session = found;
        reader = reading;
        thread =
                Thread.ofPlatform()
                        .name("godwit-capture-" + found.following().slot())
                        .daemon()
                        .start(reading);
    }

    @Override
    public @Nullable List<SourceRecord> poll() throws InterruptedException {
        CaptureSession from = session;
        if (from == null) {
            throw new ConnectException("the task was not started");
        }
        List<CapturedChunk> taken = from.take(PATIENCE);
        Throwable failure = from.failure();
        if (failure != null) {
            throw new ConnectException("capture cannot go on", failure);
        }
        return taken.isEmpty() ? null : taken.stream().map(CaptureTask::entry).toList();
    }

    /// The slot itself is the memory of how far capture is; the engine's offset only says it too.
    private static SourceRecord entry(CapturedChunk captured) {
        return new SourceRecord(
                Map.of("session", captured.chunk().session()),
                Map.of("border", captured.border()),
                captured.chunk().session(),
                null,
                null,
                null,
                null,
                captured);
    }

    @Override
    public void stop() {
        SlotReader reading = reader;
        Thread running = thread;
        if (reading == null || running == null) {
            return;
        }
        reading.abort();
        running.interrupt();
        try {
            running.join(ENDING);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public String version() {
        return "1";
    }
}

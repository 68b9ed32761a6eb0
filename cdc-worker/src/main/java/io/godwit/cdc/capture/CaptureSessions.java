package io.godwit.cdc.capture;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// Debezium's engine makes connector and task by their class names and hands them texts only; by
/// this they find the session that they belong to.
final class CaptureSessions {
    private static final Map<String, CaptureSession> OPEN = new ConcurrentHashMap<>();

    private CaptureSessions() {}

    static void open(CaptureSession session) {
        OPEN.put(session.id(), session);
    }

    static CaptureSession get(String id) {
        CaptureSession session = OPEN.get(id);
        if (session == null) {
            throw new IllegalStateException("no capture session " + id);
        }
        return session;
    }

    static void close(CaptureSession session) {
        OPEN.remove(session.id());
    }
}

package io.godwit.e2e;

import java.util.Map;

/// So that a lost worker is noticed within a test's time.
final class Haste {
    static final Map<String, String> SETTINGS =
            Map.of(
                    "godwit.messaging.lock", "15s",
                    "godwit.messaging.heartbeat", "1s",
                    "godwit.messaging.renewal", "4s",
                    "godwit.orchestrator.lease", "10s");

    private Haste() {}
}

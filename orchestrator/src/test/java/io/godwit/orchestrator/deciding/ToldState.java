package io.godwit.orchestrator.deciding;

import io.godwit.common.migration.Envelope;
import io.godwit.common.migration.MigrationEvent;
import java.time.Instant;

/// The state of a migration that was told these facts, and what it needs next.
final class ToldState {
    static final Instant AT = Instant.parse("2026-01-01T00:00:00Z");

    private MigrationState state;
    private int facts;

    MigrationState state() {
        return state;
    }

    void given(MigrationEvent... all) {
        for (MigrationEvent fact : all) {
            state = Evolution.evolve(state, new Envelope<>("e" + facts++, null, "m", AT, fact));
        }
    }

    Decision next() {
        return NextSteps.of(state, new QuietSurroundings(AT), RetryPolicy.DEFAULT);
    }
}

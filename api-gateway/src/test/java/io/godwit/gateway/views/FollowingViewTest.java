package io.godwit.gateway.views;

import static org.assertj.core.api.Assertions.assertThat;

import io.godwit.common.migration.Envelope;
import io.godwit.common.migration.Failure;
import io.godwit.common.migration.FailureCode;
import io.godwit.common.migration.Following;
import io.godwit.common.migration.MigrationEvent;
import io.godwit.common.migration.MigrationEvent.ApplyRequested;
import io.godwit.common.migration.MigrationEvent.CaptureRequested;
import io.godwit.common.migration.MigrationEvent.DatabaseCaughtUp;
import io.godwit.common.migration.MigrationEvent.DatabaseFinished;
import io.godwit.common.migration.MigrationEvent.FollowingStarted;
import io.godwit.common.migration.MigrationEvent.MigrationCreated;
import io.godwit.common.migration.MigrationEvent.PauseRequested;
import io.godwit.common.migration.MigrationEvent.StreamStopped;
import io.godwit.common.migration.Mode;
import io.godwit.common.migration.Telemetry.ApplyProgress;
import io.godwit.common.migration.Telemetry.CaptureProgress;
import io.godwit.common.migration.WorkRef;
import io.godwit.gateway.views.FollowingDetails.MigrationState;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What is said of a database that is followed is what its workers said a moment ago, or nothing.
class FollowingViewTest {
    private static final Instant START = Instant.parse("2026-11-22T10:00:00Z");
    private static final WorkRef CAPTURE = new WorkRef("m", "stream/0/capture", 1, 1, "d0", 1);
    private static final WorkRef APPLY = new WorkRef("m", "stream/0/apply", 1, 1, "d0", 1);
    private static final Failure LOST = Failure.of(FailureCode.CONNECTION_LOST, "gone");

    private final MigrationView view = new MigrationView();
    private int facts;

    @BeforeEach
    void aDatabaseThatHasCaughtUp() {
        given(
                new MigrationCreated(RandomHistory.spec(1, Mode.ONLINE)),
                new FollowingStarted("d0", new Following("s", "p", "t"), "0/1", 1),
                new CaptureRequested(CAPTURE),
                new ApplyRequested(APPLY),
                new DatabaseFinished(new WorkRef("m", "database/0/finish", 1, 1, "d0", 1)),
                new DatabaseCaughtUp(APPLY));
    }

    private void given(MigrationEvent... more) {
        for (MigrationEvent fact : more) {
            facts++;
            view.evolve(new Envelope<>("id" + facts, null, "m", START, fact));
        }
    }

    private static Instant second(int second) {
        return START.plusSeconds(second);
    }

    private void captureSaid(int second, @Nullable Failure failure) {
        view.evolve(
                new CaptureProgress(
                        CAPTURE, second(second), "0/9", "0/9", 0, 1, null, 0, 0, failure));
    }

    private void applySaid(int second, @Nullable Failure failure) {
        view.evolve(
                new ApplyProgress(
                        APPLY, second(second), "0/9", 1, 1, 1, 0, 0, 0, null, 0, 0, 200, failure));
    }

    private FollowingDetails at(int second) {
        return view.details(second(second)).orElseThrow().databases().getFirst().following();
    }

    @Test
    void whereBothWorkersSpeakItIsReady() {
        captureSaid(100, null);
        applySaid(101, null);

        assertThat(at(110).migrationState()).isEqualTo(MigrationState.READY_TO_COMPLETE);
        assertThat(at(110).latency()).isEqualTo(0.2);
        assertThat(at(110).error()).isNull();
    }

    @Test
    void whatIsBeingTriedAgainIsNotReady() {
        captureSaid(100, null);
        applySaid(100, LOST);

        assertThat(at(101).migrationState()).isEqualTo(MigrationState.CATCHING_UP);
        assertThat(at(101).error().code()).isEqualTo(FailureCode.CONNECTION_LOST);
        assertThat(at(101).latency()).isEqualTo(0.2);

        applySaid(102, null);
        assertThat(at(103).migrationState()).isEqualTo(MigrationState.READY_TO_COMPLETE);
    }

    @Test
    void ofASilentWorkerNothingIsClaimed() {
        captureSaid(160, null);
        applySaid(100, null);

        assertThat(at(160).migrationState()).isEqualTo(MigrationState.CATCHING_UP);
        assertThat(at(160).latency()).isNull();
        assertThat(at(160).error().code()).isEqualTo(FailureCode.WORKER_LOST);
        assertThat(at(160).error().message()).contains("stream/0/apply since " + second(100));
    }

    @Test
    void aPausedApplyMayBeSilent() {
        applySaid(100, null);
        captureSaid(160, null);
        given(new PauseRequested());

        assertThat(at(160).migrationState()).isEqualTo(MigrationState.PAUSED);
        assertThat(at(160).error()).isNull();
    }

    @Test
    void whatStoppedAStreamGoesBeforeItsSilence() {
        given(new StreamStopped(APPLY, Failure.of(FailureCode.SCHEMA_CHANGED, "a column")));
        captureSaid(160, null);
        applySaid(100, null);

        assertThat(at(160).migrationState()).isEqualTo(MigrationState.STOPPED);
        assertThat(at(160).error().code()).isEqualTo(FailureCode.SCHEMA_CHANGED);
        assertThat(at(160).latency()).isNull();
    }
}

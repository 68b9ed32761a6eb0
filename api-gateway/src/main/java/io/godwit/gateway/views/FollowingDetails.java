package io.godwit.gateway.views;

import io.godwit.common.migration.Failure;
import io.godwit.common.migration.Lsn;
import io.godwit.common.migration.Telemetry.ApplyProgress;
import io.godwit.common.migration.Telemetry.CaptureProgress;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/// How one database is followed, under the reference's words.
///
/// @param appliedChanges rows and truncates applied since following began
/// @param incomingChanges of those, what arrived
/// @param latency seconds that the target is behind, null while unknown
/// @param pendingBytes of the source's WAL that are not in the target
/// @param capturedLsn everything that committed before it is in the change topic
/// @param appliedLsn everything that committed before it is in the target
/// @param dataErrorsCount 1 while a change that the target refused stops the stream
/// @param error what stopped it, what is being tried again, or that nobody is at work
public record FollowingDetails(
        MigrationState migrationState,
        boolean initializationCompleted,
        long appliedChanges,
        long incomingChanges,
        long cdcInsertCounter,
        long cdcUpdateCounter,
        long cdcDeleteCounter,
        @Nullable Double latency,
        @Nullable Long pendingBytes,
        @Nullable Lag lag,
        @Nullable String slot,
        @Nullable String publication,
        @Nullable String topic,
        @Nullable String sourceLsn,
        @Nullable String capturedLsn,
        @Nullable String appliedLsn,
        int dataErrorsCount,
        @Nullable ErrorDetails error,
        @Nullable CutoverDetails cutover) {

    /// Where time goes between a commit on the source and its rows on the target, in milliseconds,
    /// of what passed latest.
    public record Lag(
            long decodingMillis, long transportMillis, long queueMillis, long applyMillis) {}

    /// @param paused when applications could not write any more
    /// @param pauseMillis from then to the database's final name, null until it has it
    /// @param error why it was given up
    public record CutoverDetails(
            int number,
            boolean fence,
            Instant requested,
            @Nullable Instant paused,
            @Nullable Instant drained,
            @Nullable Instant ended,
            @Nullable Long pauseMillis,
            @Nullable ErrorDetails error) {}

    /// How far it is, in the reference's manner.
    public enum MigrationState {
        NOT_STARTED,
        FULL_LOAD,
        CATCHING_UP,
        READY_TO_COMPLETE,
        PAUSED,
        STOPPED,
        COMPLETING,
        COMPLETE
    }

    /// @param now the end, if the migration has ended
    static FollowingDetails of(DatabaseProgress database, boolean paused, Instant now) {
        FollowingProgress known = database.following;
        FollowingTrouble trouble = FollowingTrouble.of(database, paused, now);
        CaptureProgress capture = known.capture;
        ApplyProgress apply = known.apply;
        var names = known.following;
        return new FollowingDetails(
                state(database, paused, trouble),
                database.finished != null,
                apply == null ? 0 : apply.changes(),
                apply == null ? 0 : apply.incoming(),
                apply == null ? 0 : apply.inserts(),
                apply == null ? 0 : apply.updates(),
                apply == null ? 0 : apply.deletes(),
                latency(apply, trouble),
                capture == null || apply == null
                        ? null
                        : Math.max(
                                0,
                                Lsn.parse(capture.source()).bytesSince(Lsn.parse(apply.applied()))),
                capture == null || apply == null
                        ? null
                        : new Lag(
                                capture.decodingMillis(),
                                capture.transportMillis(),
                                apply.queueMillis(),
                                apply.applyMillis()),
                names == null ? null : names.slot(),
                names == null ? null : names.publication(),
                names == null ? null : names.topic(),
                capture == null ? null : capture.source(),
                capture == null ? null : capture.captured(),
                apply == null ? null : apply.applied(),
                known.stopped.isEmpty() ? 0 : 1,
                error(known, trouble),
                cutover(known.cutover, database.swapped));
    }

    private static @Nullable Double latency(
            @Nullable ApplyProgress apply, @Nullable FollowingTrouble trouble) {
        boolean unknown = trouble != null && trouble.silent();
        return apply == null || unknown ? null : apply.lagMillis() / 1000.0;
    }

    private static MigrationState state(
            DatabaseProgress database, boolean paused, @Nullable FollowingTrouble trouble) {
        FollowingProgress known = database.following;
        FollowingProgress.Cutover cutover = known.cutover;
        if (database.swapped != null) {
            return MigrationState.COMPLETE;
        }
        if (known.following == null) {
            return MigrationState.NOT_STARTED;
        }
        if (!known.stopped.isEmpty()) {
            return MigrationState.STOPPED;
        }
        if (cutover != null && cutover.underWay()) {
            return MigrationState.COMPLETING;
        }
        if (database.finished == null) {
            return MigrationState.FULL_LOAD;
        }
        if (paused) {
            return MigrationState.PAUSED;
        }
        return known.caughtUp && trouble == null
                ? MigrationState.READY_TO_COMPLETE
                : MigrationState.CATCHING_UP;
    }

    private static @Nullable ErrorDetails error(
            FollowingProgress known, @Nullable FollowingTrouble trouble) {
        return known.stopped.values().stream()
                .max(Comparator.comparing(FollowingProgress.Stopped::at))
                .map(last ->
                        ErrorDetails.of(
                                last.failure(), last.work().id(), last.work().attempt(), last.at()))
                .orElse(trouble == null ? null : trouble.error());
    }

    private static @Nullable CutoverDetails cutover(
            FollowingProgress.@Nullable Cutover cutover, @Nullable Instant swapped) {
        if (cutover == null) {
            return null;
        }
        Instant paused = cutover.paused;
        Failure givenUp = cutover.givenUp;
        Instant ended = cutover.ended;
        return new CutoverDetails(
                cutover.number,
                cutover.fence,
                cutover.requested,
                paused,
                cutover.drained,
                ended,
                paused == null || swapped == null
                        ? null
                        : Duration.between(paused, swapped).toMillis(),
                givenUp == null || ended == null
                        ? null
                        : ErrorDetails.of(givenUp, null, null, ended));
    }
}

package io.godwit.cdc.duties;

import static org.assertj.core.api.Assertions.assertThat;

import io.godwit.common.migration.CdcCommand;
import io.godwit.common.migration.CdcCommand.ReleaseSnapshot;
import io.godwit.common.migration.CdcCommand.StopApplying;
import io.godwit.common.migration.CdcCommand.StopFollowing;
import org.junit.jupiter.api.Test;

class DatabaseDutiesTest {
    private static DatabaseDuties after(CdcCommand... commands) {
        DatabaseDuties duties = DatabaseDuties.NONE;
        for (CdcCommand command : commands) {
            duties = duties.after(command);
        }
        return duties;
    }

    @Test
    void aSnapshotIsHeldUntilItsGenerationIsReleased() {
        assertThat(after(Commands.hold(1)).snapshot()).isEqualTo(Commands.hold(1));
        assertThat(after(Commands.hold(1), release(1)).snapshot()).isNull();
        assertThat(after(Commands.hold(2), release(1)).snapshot()).isEqualTo(Commands.hold(2));
        assertThat(after(Commands.hold(2), Commands.hold(1)).snapshot())
                .isEqualTo(Commands.hold(2));
    }

    @Test
    void aLaterEpochReplacesAnEarlierOneAndNeverTheOtherWayRound() {
        assertThat(after(Commands.capture(1), Commands.capture(2)).capture())
                .isEqualTo(Commands.capture(2));
        assertThat(after(Commands.capture(2), Commands.capture(1)).capture())
                .isEqualTo(Commands.capture(2));
        assertThat(after(Commands.apply(2), Commands.apply(1)).apply())
                .isEqualTo(Commands.apply(2));
    }

    @Test
    void applyThatWasStoppedDoesNotComeBackByARepetition() {
        DatabaseDuties stopped = after(Commands.apply(1), stopApplying(1), Commands.apply(1));
        assertThat(stopped.apply()).isNull();
        assertThat(stopped.stopped()).isEqualTo(stopApplying(1));
        assertThat(stopped.after(Commands.apply(2)).apply()).isEqualTo(Commands.apply(2));
        assertThat(stopped.after(Commands.apply(2)).stopped()).isNull();
    }

    @Test
    void stoppingAnEarlierEpochLeavesALaterOne() {
        assertThat(after(Commands.apply(2), stopApplying(1)).apply()).isEqualTo(Commands.apply(2));
    }

    @Test
    void stoppingApplyLeavesCaptureAndTheSnapshot() {
        DatabaseDuties open =
                after(Commands.hold(1), Commands.capture(1), Commands.apply(1), stopApplying(1));
        assertThat(open.snapshot()).isNotNull();
        assertThat(open.capture()).isNotNull();
    }

    @Test
    void nothingIsOpenOnceFollowingIsStopped() {
        StopFollowing stop = Commands.stopFollowing();
        DatabaseDuties open = after(Commands.hold(1), Commands.capture(1), Commands.apply(1), stop);
        assertThat(open).isEqualTo(new DatabaseDuties(null, null, null, null, stop));
        assertThat(open.after(Commands.capture(2)).ended()).isNull();
    }

    private static ReleaseSnapshot release(int generation) {
        return new ReleaseSnapshot(Commands.MIGRATION, Commands.DATABASE, generation);
    }

    private static StopApplying stopApplying(int epoch) {
        return new StopApplying(Commands.MIGRATION, Commands.DATABASE, 1, epoch);
    }
}

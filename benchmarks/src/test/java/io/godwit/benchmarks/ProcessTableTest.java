package io.godwit.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.godwit.benchmarks.ProcessTable.Entry;
import io.godwit.benchmarks.ProcessTable.Machine;
import java.util.List;
import org.junit.jupiter.api.Test;

class ProcessTableTest {
    @Test
    void aProcessMayHaveBracketsAndSpacesInItsName() {
        Entry entry =
                Entry.parse(
                        "4711 (evil) 1 2 (x)) S 12 4711 4711 0 -1 4194560 900 800 7 6 150 25 300 40"
                                + " 20 0 1 0 12345 1000 200");

        assertThat(entry).isEqualTo(new Entry(4711, 12, 175, 340));
    }

    @Test
    void aTreeHasTheTimeOfEverythingBelowItEndedOrNot() {
        ProcessTable table =
                new ProcessTable(
                        List.of(
                                new Entry(10, 1, 100, 1_000),
                                new Entry(11, 10, 20, 0),
                                new Entry(12, 11, 3, 50),
                                new Entry(20, 1, 77, 7)));

        assertThat(table.secondsOfTree(10)).isCloseTo(11.73, within(1e-9));
        assertThat(table.secondsOfEndedChildren(10)).isCloseTo(10.0, within(1e-9));
        assertThat(table.secondsOfTree(99)).isZero();
        assertThat(table.secondsOfEndedChildren(99)).isZero();
    }

    @Test
    void thisProcessIsInTheTableAndUsesMemory() {
        long self = ProcessHandle.current().pid();

        assertThat(ProcessTable.now().secondsOfTree(self)).isPositive();
        assertThat(ProcessTable.peakMemory(self)).isGreaterThan(1_048_576);
    }

    @Test
    void thePeakIsTheHighWaterMarkAndNotWhatIsResidentNow() {
        String status = "Name:\tjava\nVmPeak:\t  900000 kB\nVmHWM:\t  524288 kB\nVmRSS:\t  1 kB\n";

        assertThat(ProcessTable.peakMemory(status)).isEqualTo(512L * 1_048_576);
        assertThat(ProcessTable.peakMemory("Name:\tkthreadd\n")).isZero();
    }

    @Test
    void waitingForADiskIsIdlenessAndGuestsAreNotCountedTwice() {
        Machine machine = Machine.parse("cpu  100 5 45 700 150 1 2 3 60 9\ncpu0 1 2 3 4\n");

        assertThat(machine).isEqualTo(new Machine(1006, 850, 150));
    }

    @Test
    void sharesAreOfTheTimeBetweenTwoMoments() {
        Machine spent = new Machine(1_000, 850, 150).since(new Machine(600, 550, 50));

        assertThat(spent.busySeconds()).isCloseTo(1.0, within(1e-9));
        assertThat(spent.busyShare()).isCloseTo(0.25, within(1e-9));
        assertThat(spent.waitingShare()).isCloseTo(0.25, within(1e-9));
        assertThat(new Machine(0, 0, 0).busyShare()).isZero();
    }
}

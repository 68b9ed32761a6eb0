package io.godwit.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import io.godwit.benchmarks.ProcessTable.Machine;
import org.junit.jupiter.api.Test;

class UsageTest {
    @Test
    void isWhatTheClocksMovedAndTheRestIsElsewhere() {
        Usage.Mark before = new Usage.Mark(1, 2, 3, new Machine(0, 0, 0));
        Usage.Mark after = new Usage.Mark(2, 6, 5, new Machine(2_000, 1_000, 200));

        Usage usage = before.until(after);

        assertThat(usage).isEqualTo(new Usage(1, 4, 2, 3, 0.5, 0.1));
    }

    @Test
    void theLimitIsWhatTheFiguresSay() {
        assertThat(new Usage(1, 4, 2, 0, 0.95, 0).limit()).isEqualTo("processors: target");
        assertThat(new Usage(1, 4, 6, 0, 0.95, 0).limit()).isEqualTo("processors: program");
        assertThat(new Usage(1, 4, 6, 20, 0.95, 0).limit()).isEqualTo("processors: elsewhere");
        assertThat(new Usage(1, 4, 2, 0, 0.4, 0.5).limit()).isEqualTo("disk");
        assertThat(new Usage(1, 4, 2, 0, 0.75, 0.2).limit()).isEqualTo("processors and disk");
        assertThat(new Usage(5, 4, 2, 0, 0.4, 0.1).limit()).isEqualTo("waiting, most by source");
    }
}

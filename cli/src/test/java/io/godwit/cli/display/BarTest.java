package io.godwit.cli.display;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class BarTest {
    @Test
    void aBarFillsByEighths() {
        assertThat(Bar.of(0, 4)).isEqualTo("    ");
        assertThat(Bar.of(1.0 / 32, 4)).isEqualTo("▏   ");
        assertThat(Bar.of(0.5, 4)).isEqualTo("██  ");
        assertThat(Bar.of(0.97, 4)).isEqualTo("███▉");
        assertThat(Bar.of(1, 4)).isEqualTo("████");
    }

    @Test
    void aBarHasItsWidthWhateverTheFraction() {
        for (double fraction : new double[] {-1, 0.001, 0.33, 0.9999, 7, Double.NaN}) {
            assertThat(Bar.of(fraction, 10)).hasSize(10);
        }
    }
}

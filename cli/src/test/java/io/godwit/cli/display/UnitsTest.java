package io.godwit.cli.display;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UnitsTest {
    @ParameterizedTest
    @CsvSource({
        "0, 0 B",
        "999, 999 B",
        "1000, 1.0 kB",
        "1049, 1.0 kB",
        "12345, 12.3 kB",
        "99949, 99.9 kB",
        "99950, 100 kB",
        "999499, 999 kB",
        "999500, 1.0 MB",
        "123456789, 123 MB",
        "5000000000, 5.0 GB",
        "9223372036854775807, '9,223 PB'"
    })
    void bytesHaveThreeDigits(long bytes, String text) {
        assertThat(Units.bytes(bytes)).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0.0s",
        "1234, 1.2s",
        "9949, 9.9s",
        "9950, 10s",
        "59499, 59s",
        "59500, 1m 00s",
        "83000, 1m 23s",
        "3599499, 59m 59s",
        "3599500, 1h 00m",
        "3725000, 1h 02m",
        "86400000, 1d 00h",
        "180000000, 2d 02h"
    })
    void durationsHaveTwoUnits(long millis, String text) {
        assertThat(Units.duration(Duration.ofMillis(millis))).isEqualTo(text);
    }

    @Test
    void countsHaveSeparatorsWhateverTheLocale() {
        assertThat(Units.count(1_234_567)).isEqualTo("1,234,567");
    }

    @Test
    void percentIsNeverRoundedUpToAWhole() {
        assertThat(Units.percent(0.9999)).isEqualTo("99 %");
        assertThat(Units.percent(1)).isEqualTo("100 %");
    }
}

package io.godwit.common.migration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LsnTest {
    @ParameterizedTest
    @CsvSource({
        "0/0,                0",
        "0/1,                1",
        "1/0,                4294967296",
        "16/B374D848,        97500059720",
        "0/FFFFFFFF,         4294967295",
        "7FFFFFFF/FFFFFFFF,  9223372036854775807",
        "80000000/0,        -9223372036854775808",
        "FFFFFFFF/FFFFFFFF, -1"
    })
    void itIsReadAndPrintedAsPostgresDoes(String text, long value) {
        assertThat(Lsn.parse(text)).isEqualTo(new Lsn(value));
        assertThat(new Lsn(value)).hasToString(text);
    }

    @Test
    void itIsReadInLowerCaseAndWithLeadingZerosToo() {
        assertThat(Lsn.parse("016/0b374d84")).hasToString("16/B374D84");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "/", "16", "16/", "/16", "1/2/3", "x/1", "-1/1", "1/1FFFFFFFF", " 1/1"})
    void whatIsNoLsnIsRefused(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> Lsn.parse(text));
    }

    @Test
    void theUpperHalfOfTheRangeIsLater() {
        assertThat(Lsn.parse("80000000/0")).isGreaterThan(Lsn.parse("7FFFFFFF/FFFFFFFF"));
        assertThat(Lsn.parse("1/0")).isGreaterThan(Lsn.parse("0/FFFFFFFF"));
        assertThat(Lsn.parse("1/0")).isEqualByComparingTo(Lsn.parse("1/0"));
    }

    @Test
    void bytesLieBetweenTwoPlaces() {
        assertThat(Lsn.parse("2/10").bytesSince(Lsn.parse("1/0"))).isEqualTo(0x1_0000_0010L);
        assertThat(Lsn.parse("0/1").bytesSince(Lsn.parse("0/3"))).isEqualTo(-2);
    }
}

package io.godwit.validator.rules.database;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// How versions of extensions are compared.
class DottedVersionTest {
    @ParameterizedTest
    @CsvSource({"1.2,1.10,-1", "3.4.0,3.4,0", "3.4.1,3.4,1", "2.0-dev,2.0,0", "10,9.6,1"})
    void versionsAreComparedNumberByNumber(String one, String other, int order) {
        assertThat(Integer.signum(DottedVersion.of(one).compareTo(DottedVersion.of(other))))
                .isEqualTo(order);
    }
}

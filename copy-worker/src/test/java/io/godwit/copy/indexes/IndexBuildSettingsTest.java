package io.godwit.copy.indexes;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class IndexBuildSettingsTest {
    private static final long MB = 1024 * 1024;

    @ParameterizedTest(name = "a table of {0} MB, at most {1} MB: {2} MB")
    @CsvSource({
        "1, 256, 16",
        "128, 256, 16",
        "240, 256, 30",
        "2048, 256, 256",
        "100000, 256, 256",
        "1, 8, 8",
        "100000, 8, 8"
    })
    void gatheringUsesAnEighthOfTheTableWithinBounds(long table, long most, long expected) {
        IndexBuildSettings settings = new IndexBuildSettings(most * MB, 0);

        assertThat(settings.memoryToGather(table * MB)).isEqualTo(expected * MB);
    }
}

package io.godwit.copy.roles;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SettingsTest {
    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '~',
            delimiter = '|',
            value = {
                "work_mem=7MB                       | SET \"work_mem\" TO '7MB'",
                "search_path=\"a, b\", public       | SET \"search_path\" TO 'a, b', 'public'",
                "search_path=\"$user\",\"q\"\"q\"   | SET \"search_path\" TO '$user', 'q\"q'",
                "search_path=                       | SET \"search_path\" TO ''",
                "search_path=\"\"                   | SET \"search_path\" TO ''",
                "x.y=a, \"b\" 'c'                   | SET \"x\".\"y\" TO 'a, \"b\" ''c'''",
                "x.y=a=b                            | SET \"x\".\"y\" TO 'a=b'"
            })
    void aSettingBecomesAClauseThatMeansTheSame(String setting, String clause) {
        assertThat(Settings.clause(setting)).isEqualTo(clause);
    }
}

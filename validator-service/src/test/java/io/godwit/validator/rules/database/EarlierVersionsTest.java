package io.godwit.validator.rules.database;

import static org.assertj.core.api.Assertions.assertThat;

import io.godwit.common.migration.RuleStatus;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What only versions have that are not installed here, and how versions are compared.
class EarlierVersionsTest {
    @Test
    void tablesWithOidsAreListedAndMended() {
        var found = TablesWithOids.judge("shop", List.of(new ObjectName("public", "old \"one\"")));

        assertThat(found.status()).isEqualTo(RuleStatus.WARNING);
        assertThat(found.objects()).containsExactly("public.old \"one\"");
        assertThat(found.fixes().getFirst().sql())
                .isEqualTo("ALTER TABLE \"public\".\"old \"\"one\"\"\" SET WITHOUT OIDS;");
        assertThat(found.fixes().getFirst().database()).isEqualTo("shop");
        assertThat(TablesWithOids.judge("shop", List.of()).status())
                .isEqualTo(RuleStatus.SUCCEEDED);
    }

    @ParameterizedTest
    @CsvSource({"1.2,1.10,-1", "3.4.0,3.4,0", "3.4.1,3.4,1", "2.0-dev,2.0,0", "10,9.6,1"})
    void versionsAreComparedNumberByNumber(String one, String other, int order) {
        assertThat(Integer.signum(DottedVersion.of(one).compareTo(DottedVersion.of(other))))
                .isEqualTo(order);
    }
}

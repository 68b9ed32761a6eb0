package io.godwit.gateway.validations;

import static org.assertj.core.api.Assertions.assertThat;

import io.godwit.common.migration.Fix;
import io.godwit.common.migration.RuleResult;
import io.godwit.common.migration.RuleStatus;
import io.godwit.common.migration.Side;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FixScriptTest {
    private static final Fix GRANT =
            Fix.of(Side.SOURCE, "GRANT a TO b;").in("shop").undo("REVOKE a FROM b;");
    private static final Fix SETTING =
            Fix.of(Side.SOURCE, "ALTER SYSTEM SET wal_level = logical;")
                    .undo("ALTER SYSTEM RESET wal_level;")
                    .afterRestart();
    private static final Fix REINDEX = Fix.of(Side.SOURCE, "REINDEX INDEX i;").in("shop");
    private static final Fix OTHER_SIDE = Fix.of(Side.TARGET, "CREATE ROLE x;");

    private static final List<RuleResult> RULES =
            List.of(
                    rule("WELL", RuleStatus.SUCCEEDED, Fix.of(Side.SOURCE, "NEVER;")),
                    rule("WAL_LEVEL", RuleStatus.FAILED, SETTING),
                    rule("ONE", RuleStatus.FAILED, GRANT, OTHER_SIDE),
                    rule("TWO", RuleStatus.WARNING, REINDEX, GRANT));

    private static RuleResult rule(String code, RuleStatus status, Fix... fixes) {
        Instant at = Instant.EPOCH;
        String message = "what " + code + "\nfound";
        return new RuleResult(code, code, status, message, List.of(), null, null, null, at, at)
                .with(List.of(), List.of(fixes));
    }

    @Test
    void everyFixOfASideComesOnceInOrderWithWhoAskedForIt() {
        assertThat(FixScript.of("m", RULES, Side.SOURCE, false, "postgres"))
                .isEqualTo(
                        """
                        -- Mends the source of migration m.
                        -- Read it, then run it with psql as a user who has the rights.
                        -- RESTART the server afterwards: what is marked takes effect only then.

                        -- WAL_LEVEL: what WAL_LEVEL
                        -- found
                        \\connect "postgres"
                        -- takes effect after a RESTART
                        ALTER SYSTEM SET wal_level = logical;

                        -- ONE: what ONE
                        -- found
                        -- TWO: what TWO
                        -- found
                        \\connect "shop"
                        GRANT a TO b;

                        -- TWO: what TWO
                        -- found
                        REINDEX INDEX i;
                        """);
    }

    @Test
    void theUndoScriptTakesBackInTheOppositeOrder() {
        assertThat(FixScript.of("m", RULES, Side.SOURCE, true, "postgres").lines())
                .containsSubsequence(
                        "-- Takes back what mended the source of migration m.",
                        "REVOKE a FROM b;",
                        "ALTER SYSTEM RESET wal_level;")
                .doesNotContain("REINDEX INDEX i;");
    }

    @Test
    void theOtherSideHasAScriptOfItsOwn() {
        assertThat(FixScript.of("m", RULES, Side.TARGET, false, "postgres").lines())
                .contains("CREATE ROLE x;")
                .doesNotContain("GRANT a TO b;");
        assertThat(FixScript.of("m", List.of(), Side.TARGET, false, "postgres"))
                .contains("There is nothing to do by SQL.");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "shop|\\connect \"shop\"",
                "a=b|\\connect -reuse-previous=on \"dbname='a=b'\"",
                "it's \\x|\\connect -reuse-previous=on \"dbname='it\\'s \\\\x'\"",
                "\"; drop|\\connect -reuse-previous=on \"dbname='\"\"; drop'\""
            })
    void namesAreWrittenAsPsqlTakesThem(String name, String line) {
        assertThat(FixScript.connection(name)).isEqualTo(line);
    }

    @Test
    void aNameThatPsqlCannotTakeStopsTheScript() {
        assertThat(FixScript.connection("two\nlines")).endsWith("\\quit");
    }
}

package io.godwit.validator.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.godwit.common.migration.RuleLevel;
import io.godwit.common.migration.RuleResult;
import io.godwit.common.migration.RuleStatus;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/// An administrator ends the sessions of a validation in its midst.
class CutSessionTest {
    /// Ends its own session so often, then asks in earnest.
    private record Cut(AtomicInteger left) implements Rule {
        @Override
        public RuleDescription about() {
            return RuleDescription.of("CUT", "Sessions last");
        }

        @Override
        public RuleLevel level() {
            return RuleLevel.DATABASE;
        }

        @Override
        public Finding check(RuleContext context) throws SQLException {
            Catalog catalog = context.source().maintenance();
            if (left.getAndDecrement() > 0) {
                catalog.value("SELECT pg_terminate_backend(pg_backend_pid())::text");
            }
            return Finding.succeeded("the answer is " + catalog.value("SELECT 42"));
        }
    }

    private static RuleResult ask(int cuts) {
        return Trial.fresh("rules_cut", "CREATE TABLE t(id int)")
                .ask(new Cut(new AtomicInteger(cuts)));
    }

    @Test
    void theQuestionIsAskedAgainOnASessionOfItsOwn() {
        RuleResult result = ask(3);

        assertThat(result.status()).as("%s", result).isEqualTo(RuleStatus.SUCCEEDED);
        assertThat(result.message()).isEqualTo("the answer is 42");
    }

    @Test
    void whoIsCutOffAllTheTimeIsToldSo() {
        RuleResult result = ask(1_000);

        assertThat(result.status()).isEqualTo(RuleStatus.FAILED);
        assertThat(result.message())
                .startsWith("not checked")
                .contains("terminating connection due to administrator command");
    }
}

package io.godwit.validator;

import static org.assertj.core.api.Assertions.assertThat;

import io.godwit.common.messaging.WireCodec;
import io.godwit.common.migration.Envelope;
import io.godwit.common.migration.Fix;
import io.godwit.common.migration.MigrationEvent;
import io.godwit.common.migration.MigrationEvent.RuleObjectsFound;
import io.godwit.common.migration.MigrationEvent.RulesChecked;
import io.godwit.common.migration.RuleResult;
import io.godwit.common.migration.RuleStatus;
import io.godwit.common.migration.Side;
import io.godwit.common.migration.WorkRef;
import io.godwit.validator.rules.Statements;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ResultChunksTest {
    private static final Instant AT = Instant.parse("2026-01-01T00:00:00Z");
    private static final WorkRef WORK = new WorkRef("m", "validate/database/0", 1, 1, "d", 0);
    private static final int MESSAGE = 1_000_000;

    @Test
    void whatTenThousandHostileTablesAreConcernedAboutFitsIntoMessagesAndIsWhole() {
        String longest = "\"; drop table x; -- \\ " + "é".repeat(20);
        List<String> objects =
                IntStream.range(0, 10_000).mapToObj(i -> longest + "." + i + longest).toList();
        List<Fix> fixes =
                Statements.of(
                        Side.SOURCE,
                        longest,
                        objects,
                        object -> "ALTER TABLE " + object + " REPLICA IDENTITY FULL;",
                        object -> "ALTER TABLE " + object + " REPLICA IDENTITY DEFAULT;");
        RuleResult result = result("MANY").with(objects, fixes);
        List<RuleObjectsFound> chunks = new ArrayList<>();

        RulesChecked last = ResultChunks.of(WORK, List.of(result, result("FEW")), chunks::add);

        List<MigrationEvent> all = new ArrayList<>(chunks);
        all.add(last);
        assertThat(all).allSatisfy(fact -> assertThat(bytes(fact)).isLessThan(MESSAGE));
        List<String> together = new ArrayList<>(last.results().getFirst().objects());
        chunks.forEach(chunk -> together.addAll(chunk.objects()));
        assertThat(together).isEqualTo(objects);
        List<Fix> allFixes = new ArrayList<>(last.results().getFirst().fixes());
        chunks.forEach(chunk -> allFixes.addAll(chunk.fixes()));
        assertThat(allFixes).isEqualTo(fixes);
        assertThat(last.results().getLast()).isEqualTo(result("FEW"));
    }

    private static int bytes(MigrationEvent fact) {
        return WireCodec.encode(new Envelope<>("id", null, "m", AT, fact)).length;
    }

    private static RuleResult result(String code) {
        return new RuleResult(
                code, code, RuleStatus.WARNING, "", List.of("one"), null, null, null, AT, AT);
    }
}

package io.godwit.cli.display;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.godwit.cli.Answers;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class ProgressLinesTest {
    private static final Instant NOW = Instant.parse("2026-11-21T10:00:12Z");

    private final ProgressLines lines = new ProgressLines();

    @Test
    void speaksOnceWhileNothingMoves() {
        assertThat(lines.next(copying(100), NOW)).isPresent();
        assertThat(lines.next(copying(100), NOW.plusSeconds(60))).isEmpty();
    }

    @Test
    void speaksEveryTwoSecondsWhileRowsMove() {
        assertThat(lines.next(copying(100), NOW)).isPresent();
        assertThat(lines.next(copying(200), NOW.plusMillis(1900))).isEmpty();
        assertThat(lines.next(copying(300), NOW.plusMillis(2000)))
                .hasValueSatisfying(line -> assertThat(line).contains("300 rows"));
    }

    @Test
    void speaksAtOnceWhenTheStateChanges() {
        assertThat(lines.next(copying(100), NOW)).isPresent();
        MigrationView succeeded = MigrationReader.migration(Answers.json("succeeded"));
        assertThat(lines.next(succeeded, NOW.plusMillis(1)))
                .hasValueSatisfying(line -> assertThat(line).contains("Succeeded"));
    }

    private static MigrationView copying(long rows) {
        ObjectNode answer = (ObjectNode) Answers.json("copying");
        ((ObjectNode) answer.path("progress")).put("rows", rows);
        return MigrationReader.migration(answer);
    }
}

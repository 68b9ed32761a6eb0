package io.godwit.cli.display;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class TableTest {
    @Test
    void columnsAreAlignedByWhatATerminalShows() {
        Table table = new Table().left("NAME").right("ROWS").left("X");
        table.row("日本", "1", "a").row("é\u0301", "12,345", "b");

        assertThat(table.lines())
                .containsExactly("NAME    ROWS  X", "日本       1  a", "é\u0301     12,345  b");
    }

    @Test
    void controlCharactersCannotMoveTheCursor() {
        Table table = new Table().left("NAME").row("a\nb\t\u001b[2J\u202e");

        assertThat(table.lines()).containsExactly("NAME", "a\\nb\\t\\u001b[2J\\u202e");
    }

    @Test
    void aRowHasACellForEachColumn() {
        Table table = new Table().left("A").left("B");

        assertThatThrownBy(() -> table.row("1")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void longTextIsCutWhereItSays() {
        assertThat(TextWidth.cut("abcdef", 6)).isEqualTo("abcdef");
        assertThat(TextWidth.cut("abcdefg", 6)).isEqualTo("abcde…");
        assertThat(TextWidth.cut("日本語日", 6)).isEqualTo("日本…");
    }
}

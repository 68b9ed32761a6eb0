package io.godwit.validator.rules.database;

import static org.assertj.core.api.Assertions.assertThat;

import io.godwit.common.migration.TableFilter;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TableSelectionTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "sales.orders | sales | orders | true",
                "sales.orders | other | orders | false",
                "orders | any | orders | true",
                "orders | any | orders2 | false",
                "*.ord?rs | x | orders | true",
                "s*.* | sales | a\"b | true",
                "\"s.x\".\"a*\" | s.x | a* | true",
                "\"s.x\".\"a*\" | s.x | ab | false",
                "\"a\"\"b\" | s | a\"b | true",
                "a+b | s | aab | false",
                "a.b.c | a | b.c | true"
            })
    void anEntryIsAPatternUnlessQuoted(String entry, String schema, String name, boolean selected) {
        TableFilter included = new TableFilter(List.of(entry), List.of());
        TableFilter excluded = new TableFilter(List.of(), List.of(entry));
        ObjectName table = new ObjectName(schema, name);

        assertThat(TableSelection.of(included).selects(table)).isEqualTo(selected);
        assertThat(TableSelection.of(excluded).selects(table)).isEqualTo(!selected);
    }
}

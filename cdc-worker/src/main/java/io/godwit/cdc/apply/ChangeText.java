package io.godwit.cdc.apply;

import io.godwit.cdc.pgoutput.Tuple;
import io.godwit.common.postgres.Quote;
import java.util.Locale;
import java.util.StringJoiner;

/// A change in a sentence, for people: which row of which table, and where in the source's history.
final class ChangeText {
    private static final int LONGEST = 200;

    private ChangeText() {}

    static String of(RowChange change) {
        return "%s of %s in %s at %s"
                .formatted(
                        change.kind().name().toLowerCase(Locale.ROOT),
                        key(change),
                        change.table().quoted(),
                        change.at());
    }

    private static String key(RowChange change) {
        Tuple row = change.finder();
        StringJoiner key = new StringJoiner(", ", "(", ")");
        for (int column : change.table().matching()) {
            String name = Quote.identifier(change.table().columns().get(column).name());
            key.add(name + " = " + value(row, column));
        }
        String text = key.toString();
        return text.length() <= 4 * LONGEST ? text : text.substring(0, 4 * LONGEST) + "…";
    }

    private static String value(Tuple row, int column) {
        String text = row.display(column);
        if (text == null) {
            return row.isNull(column) ? "NULL" : "(not sent)";
        }
        return Quote.literal(text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "…");
    }
}

package io.godwit.validator.comparison;

import io.godwit.validator.comparison.TableShape.Column;
import java.util.ArrayList;
import java.util.List;

/// Hashes rows without printing them, which is most of the work otherwise: a chain, in which a
/// value's hash is the seed of the next one's. So it matters which value stands beside which, and
/// hashes may be summed over rows.
///
/// The quick chain is of functions that know no null: one null, or one value that its link leaves
/// to the thorough chain, and it is null. Only such rows pay for the thorough chain, which knows
/// every value; its seed is another, so that the two have nothing in common.
final class ChainedHash {
    /// Bounds how deep the servers' parsers go.
    private static final int LONGEST = 64;

    private ChainedHash() {}

    /// SQL for the hash of a row of the alias `t`.
    static String of(List<Column> columns) {
        List<String> chains = new ArrayList<>();
        for (int from = 0; from < columns.size(); from += LONGEST) {
            int to = Math.min(from + LONGEST, columns.size());
            chains.add(chain(columns.subList(from, to)));
        }
        return chains.size() == 1
                ? chains.getFirst()
                : RowHash.EXTENDED.of("ROW(" + String.join(", ", chains) + ")::text");
    }

    /// For small tables, where a server plans longer than it reads: half as long, as the quick
    /// chain gives way to something shorter than the thorough one.
    ///
    /// @param otherwise SQL for a hash that knows every row
    static String briefly(List<Column> columns, String otherwise) {
        return columns.size() > LONGEST ? otherwise : quick(columns, otherwise);
    }

    private static String chain(List<Column> columns) {
        String thorough = "1";
        for (Column column : columns) {
            thorough = ChainLink.of(column.type()).thorough(RowText.named(column.name()), thorough);
        }
        return quick(columns, thorough);
    }

    private static String quick(List<Column> columns, String otherwise) {
        String quick = "0";
        List<String> nulls = new ArrayList<>();
        for (Column column : columns) {
            String value = RowText.named(column.name());
            quick = ChainLink.of(column.type()).quick(value, quick);
            nulls.add(value + " IS NULL");
        }
        return "coalesce(CASE WHEN "
                + String.join(" OR ", nulls)
                + " THEN NULL ELSE "
                + quick
                + " END, "
                + otherwise
                + ")";
    }
}

package io.godwit.cli.display;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// An aligned table in plain text. Cells are made printable; trailing blanks are left out.
public final class Table {
    private static final String GAP = "  ";

    private final List<String> headings = new ArrayList<>();
    private final List<Boolean> right = new ArrayList<>();
    private final List<List<String>> rows = new ArrayList<>();

    public Table left(String heading) {
        return column(heading, false);
    }

    /// A column of numbers.
    public Table right(String heading) {
        return column(heading, true);
    }

    private Table column(String heading, boolean alignRight) {
        headings.add(TextWidth.printable(heading));
        right.add(alignRight);
        return this;
    }

    public Table row(String... cells) {
        return row(List.of(cells));
    }

    public Table row(List<String> cells) {
        if (cells.size() != headings.size()) {
            throw new IllegalArgumentException(
                    "a row of %d cells in a table of %d columns"
                            .formatted(cells.size(), headings.size()));
        }
        rows.add(cells.stream().map(TextWidth::printable).toList());
        return this;
    }

    public boolean isEmpty() {
        return rows.isEmpty();
    }

    public List<String> lines() {
        int[] widths = IntStream.range(0, headings.size()).map(this::width).toArray();
        List<String> lines = new ArrayList<>();
        lines.add(line(headings, widths));
        rows.forEach(row -> lines.add(line(row, widths)));
        return lines;
    }

    private int width(int column) {
        return IntStream.concat(
                        IntStream.of(TextWidth.columns(headings.get(column))),
                        rows.stream().mapToInt(row -> TextWidth.columns(row.get(column))))
                .max()
                .orElse(0);
    }

    private String line(List<String> cells, int[] widths) {
        return IntStream.range(0, cells.size())
                .mapToObj(column -> cell(cells.get(column), widths[column], right.get(column)))
                .collect(Collectors.joining(GAP))
                .stripTrailing();
    }

    private static String cell(String text, int width, boolean alignRight) {
        return alignRight ? TextWidth.paddedLeft(text, width) : TextWidth.padded(text, width);
    }
}

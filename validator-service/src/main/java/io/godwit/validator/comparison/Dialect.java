package io.godwit.validator.comparison;

import io.godwit.common.postgres.ServerVersion;
import io.godwit.validator.comparison.BothSides.Answers;
import io.godwit.validator.comparison.TableShape.Column;
import java.util.List;

/// The hash and the row text that both servers have in common.
///
/// @param chained whether both hash the values of all types alike
/// @param brief whether tables are so small that questions must be short
record Dialect(RowHash hash, RowText text, boolean chained, boolean brief) {
    private static final int EXTENDED_HASH_SINCE = 11;
    private static final int SHORTEST_FLOATS_SINCE = 12;

    /// SQL for the hash of a row of the alias `t`.
    ///
    /// @param shape what source and target agree on
    String rowHash(TableShape shape) {
        List<Column> columns = shape.columns();
        String printed = hash.of(text.row(columns));
        if (!chained || columns.isEmpty()) {
            return printed;
        }
        return brief ? ChainedHash.briefly(columns, printed) : ChainedHash.of(columns);
    }

    /// Tables that are asked for at once are small, and their question is kept short.
    Dialect forTables(int together) {
        return together > 1 ? new Dialect(hash, text, chained, true) : this;
    }

    private record Traits(ServerVersion version, String encoding) {}

    static Dialect of(BothSides sides) {
        Answers<Traits> traits = sides.ask(Dialect::traits);
        Traits source = traits.source();
        Traits target = traits.target();
        boolean printAlike =
                source.version().atLeast(SHORTEST_FLOATS_SINCE)
                        == target.version().atLeast(SHORTEST_FLOATS_SINCE);
        RowText text = new RowText(printAlike);
        if (!source.encoding().equals(target.encoding())) {
            return new Dialect(RowHash.MD5_OF_CHARACTERS, text, false, false);
        }
        if (both(traits, SHORTEST_FLOATS_SINCE) && alike(sides, ComparisonQueries.SAMPLE_CHAINS)) {
            return new Dialect(RowHash.EXTENDED, text, true, false);
        }
        boolean extended =
                both(traits, EXTENDED_HASH_SINCE) && alike(sides, ComparisonQueries.SAMPLE_HASH);
        return new Dialect(extended ? RowHash.EXTENDED : RowHash.MD5, text, false, false);
    }

    private static boolean both(Answers<Traits> traits, int version) {
        return traits.source().version().atLeast(version)
                && traits.target().version().atLeast(version);
    }

    /// Hashes depend on the order of bytes in the machine, and may on the server's version.
    private static boolean alike(BothSides sides, String sample) {
        Answers<String> samples =
                sides.ask(side ->
                        side.read("trying the hash", row -> row.getString(1), sample).getFirst());
        return samples.source().equals(samples.target());
    }

    private static Traits traits(ComparedSide side) {
        return side.read(
                        "asking for version and encoding",
                        row -> new Traits(new ServerVersion(row.getInt(1)), row.getString(2)),
                        ComparisonQueries.TRAITS)
                .getFirst();
    }
}

package io.godwit.validator.comparison;

import io.godwit.common.postgres.ServerVersion;
import io.godwit.validator.comparison.BothSides.Answers;

/// The hash and the row text that both servers have in common.
///
/// @param records whether both hash whole records alike
record Dialect(RowHash hash, RowText text, boolean records) {
    private static final int EXTENDED_HASH_SINCE = 11;
    private static final int SHORTEST_FLOATS_SINCE = 12;

    private static final int RECORD_HASH_SINCE = 14;

    /// SQL for the hash of a row of the alias `t`.
    ///
    /// @param shape what source and target agree on
    String rowHash(TableShape shape) {
        return records && !shape.columns().isEmpty()
                ? RecordHash.of(shape.columns())
                : hash.of(text.row(shape.columns()));
    }

    private record Traits(ServerVersion version, String encoding) {}

    static Dialect of(BothSides sides) {
        Answers<Traits> traits = sides.ask(Dialect::traits);
        Traits source = traits.source();
        Traits target = traits.target();
        boolean printAlike =
                source.version().atLeast(SHORTEST_FLOATS_SINCE)
                        == target.version().atLeast(SHORTEST_FLOATS_SINCE);
        RowHash hash = hash(source, target, sides);
        boolean records =
                hash == RowHash.EXTENDED
                        && source.version().atLeast(RECORD_HASH_SINCE)
                        && target.version().atLeast(RECORD_HASH_SINCE);
        return new Dialect(hash, new RowText(printAlike), records);
    }

    private static RowHash hash(Traits source, Traits target, BothSides sides) {
        if (!source.encoding().equals(target.encoding())) {
            return RowHash.MD5_OF_CHARACTERS;
        }
        boolean extended =
                source.version().atLeast(EXTENDED_HASH_SINCE)
                        && target.version().atLeast(EXTENDED_HASH_SINCE)
                        && hashAlike(sides);
        return extended ? RowHash.EXTENDED : RowHash.MD5;
    }

    /// The hash depends on the order of bytes in the machine.
    private static boolean hashAlike(BothSides sides) {
        Answers<Long> samples =
                sides.ask(side ->
                        side.read(
                                        "trying the hash",
                                        row -> row.getLong(1),
                                        ComparisonQueries.SAMPLE_HASH)
                                .getFirst());
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

package io.godwit.validator.comparison;

import io.godwit.common.migration.TableRef;
import java.util.List;

/// Rows that are compared, as SQL over the alias `t`.
///
/// @param hash of the whole row, a bigint
/// @param key what names the row to people, a text; the row's hash if it has no key
/// @param bucketed the key's hash, a bigint
/// @param versions which transactions wrote the rows, of rows that are grouped; a text
/// @param columns what is printed of a row that differs
record Relation(
        String from,
        String hash,
        String key,
        String bucketed,
        String versions,
        List<String> keyNames,
        List<String> columnNames,
        List<String> columns) {
    static Relation of(TableRef table, TableShape source, TableShape target, Dialect dialect) {
        return of(ComparisonQueries.from(table), source, target, dialect);
    }

    /// @param from SQL for the rows, as the alias `t`
    static Relation of(String from, TableShape source, TableShape target, Dialect dialect) {
        return of(from, dialect.rowHash(source.agreedWith(target)), source, target, dialect);
    }

    /// Where only the number of rows counts.
    static Relation counted(String from, TableShape source, TableShape target, Dialect dialect) {
        return of(from, "1::bigint", source, target, dialect);
    }

    private static Relation of(
            String from, String hash, TableShape source, TableShape target, Dialect dialect) {
        boolean keyed = !source.key().isEmpty() && target.names().containsAll(source.key());
        String key = keyed ? RowText.key(source.key()) : "(" + hash + ")::text";
        return new Relation(
                from,
                hash,
                key,
                keyed ? dialect.hash().of(key) : hash,
                ComparisonQueries.sum(dialect.hash().of("t.xmin::text")),
                keyed ? source.key() : List.of(),
                source.names(),
                source.names().stream().map(RowText::named).toList());
    }

    /// Where only the number of rows counts, but both sides are not counted at the same moment:
    /// sums of keys do not come out the same by chance.
    Relation byKeys() {
        return new Relation(
                from, bucketed, key, bucketed, versions, keyNames, columnNames, columns);
    }

    static Relation largeObjects(Dialect dialect) {
        String key = "ROW(t.loid)::text";
        return new Relation(
                ComparisonQueries.largeObjects(),
                dialect.hash().of("ROW(t.loid, t.bytes, t.hash)::text"),
                key,
                dialect.hash().of(key),
                ComparisonQueries.NO_VERSIONS,
                List.of("large object"),
                List.of("oid", "bytes", "md5"),
                List.of("t.loid", "t.bytes", "t.hash"));
    }

    boolean keyed() {
        return !keyNames.isEmpty();
    }
}

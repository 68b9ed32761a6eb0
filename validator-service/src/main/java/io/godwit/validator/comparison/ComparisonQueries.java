package io.godwit.validator.comparison;

import io.godwit.common.migration.PartRange;
import io.godwit.common.migration.TableName;
import io.godwit.common.migration.TableRef;
import io.godwit.common.postgres.Quote;
import io.godwit.validator.comparison.TableShape.Column;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collector;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// What the comparison asks; the same of both sides.
final class ComparisonQueries {
    /// Beside the settings of every Godwit session: whatever else changes how a value is printed.
    static final String PREPARE_SESSION =
            """
            SET default_transaction_read_only = on;
            SET lc_monetary = 'C';
            SET max_parallel_workers_per_gather = 0;
            SELECT set_config('jit', 'off', false)
             WHERE current_setting('server_version_num')::int >= 110000\
            """;

    static final String TRAITS =
            """
            SELECT current_setting('server_version_num')::int,
                   current_setting('server_encoding')\
            """;

    static final String SAMPLE_HASH = "SELECT " + RowHash.EXTENDED.of("'Godwit'::text");

    /// Of a row of values of all types, and of one of nulls.
    static final String SAMPLE_CHAINS =
            """
            SELECT array_agg(%s)::text
              FROM (VALUES (-7::smallint, 70000, -70000000000, 7::oid, true, 'Godwit ', 'Gö '::char(5),
                            '70000000-0000-0000-0000-000000000007'::uuid, '\\x0700'::bytea,
                            -0.7::real, 0.7::double precision, '1999-07-07'::date,
                            '2027-07-07 07:07:07.000007+00'::timestamptz, 7.70),
                           (NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL,
                            NULL, NULL))
                AS t("smallint", "integer", "bigint", "oid", "boolean", "text", "character", "uuid",
                     "bytea", "real", "double precision", "date", "timestamp with time zone",
                     "numeric")\
            """
                    .formatted(
                            ChainedHash.of(
                                    Stream.of(
                                                    "smallint",
                                                    "integer",
                                                    "bigint",
                                                    "oid",
                                                    "boolean",
                                                    "text",
                                                    "character",
                                                    "uuid",
                                                    "bytea",
                                                    "real",
                                                    "double precision",
                                                    "date",
                                                    "timestamp with time zone",
                                                    "numeric")
                                            .map(type -> new Column(type, type))
                                            .toList()));

    private static final String SHAPES =
            """
            SELECT wanted.n, SIZE, of.columns, of.types,
                   ARRAY(SELECT a.attname::text
                           FROM (SELECT i.indkey::int2[] AS columns, KEY_COLUMNS AS most
                                   FROM pg_index i
                                  WHERE i.indrelid = c.oid AND i.indisunique AND i.indisvalid
                                    AND i.indimmediate AND i.indpred IS NULL
                                    AND i.indexprs IS NULL
                                    AND NOT EXISTS (
                                        SELECT FROM unnest(i.indkey::int2[]) k(attnum)
                                          JOIN pg_attribute n
                                            ON n.attrelid = c.oid AND n.attnum = k.attnum
                                         WHERE NOT n.attnotnull)
                                  ORDER BY i.indisprimary DESC, i.indnatts, i.indexrelid
                                  LIMIT 1) AS best,
                                unnest(best.columns) WITH ORDINALITY AS u(attnum, o),
                                pg_attribute a
                          WHERE a.attrelid = c.oid AND a.attnum = u.attnum AND u.o <= best.most
                          ORDER BY u.o),
                   of.generated
              FROM unnest(?::text[], ?::text[]) WITH ORDINALITY AS wanted(schema, name, n)
              JOIN pg_namespace ns ON ns.nspname = wanted.schema::name
              JOIN pg_class c ON c.relnamespace = ns.oid AND c.relname = wanted.name::name
             CROSS JOIN LATERAL (
                SELECT coalesce(array_agg(a.attname::text ORDER BY a.attnum), '{}') AS columns,
                       coalesce(array_agg(
                           format_type(CASE t.typtype WHEN 'd' THEN t.typbasetype ELSE t.oid END,
                                       NULL) ORDER BY a.attnum), '{}') AS types,
                       coalesce(array_agg(a.attname::text) FILTER (WHERE GENERATED), '{}')
                           AS generated
                  FROM pg_attribute a JOIN pg_type t ON t.oid = a.atttypid
                 WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped) AS of
             WHERE c.relkind IN ('r', 'p', 'm', 'f')\
            """;

    /// @param major of the server that is asked
    /// @param sized whether the pages count too, which the server must ask its disk for
    static String shapes(int major, boolean sized) {
        return SHAPES.replace("SIZE", sized ? "pg_table_size(c.oid) / 8192" : "0")
                .replace("KEY_COLUMNS", major >= 11 ? "i.indnkeyatts" : "i.indnatts")
                .replace("GENERATED", major >= 12 ? "a.attgenerated <> ''" : "false");
    }

    static final String SEQUENCES =
            """
            SELECT n.nspname, c.relname, (pg_sequence_parameters(c.oid)).increment,
                   tn.nspname, tc.relname, a.attname
              FROM pg_class c
              JOIN pg_namespace n ON n.oid = c.relnamespace
              LEFT JOIN pg_depend d
                ON d.classid = 'pg_class'::regclass AND d.objid = c.oid
               AND d.refclassid = 'pg_class'::regclass AND d.refobjsubid > 0
               AND d.deptype IN ('a', 'i')
              LEFT JOIN pg_class tc ON tc.oid = d.refobjid
              LEFT JOIN pg_namespace tn ON tn.oid = tc.relnamespace
              LEFT JOIN pg_attribute a ON a.attrelid = d.refobjid AND a.attnum = d.refobjsubid
             WHERE c.relkind = 'S'
               AND c.relpersistence <> 't'
               AND n.nspname !~ '^pg_' AND n.nspname NOT IN ('information_schema', '_godwit')
               AND NOT EXISTS (SELECT FROM pg_depend e
                                WHERE e.classid = 'pg_class'::regclass AND e.objid = c.oid
                                  AND e.deptype = 'e')
             ORDER BY n.nspname, c.relname\
            """;

    /// Large objects are read through `lo_get`, in chunks: that needs no superuser, reads holes as
    /// zeros whatever the page size, and has no limit of 1 GB.
    private static final String LARGE_OBJECTS =
            """
            (WITH RECURSIVE chunk(loid, n, bytes, hash) AS (
                SELECT m.oid, 0::bigint, length(lo_get(m.oid, 0, 1048576)),
                       md5(lo_get(m.oid, 0, 1048576))
                  FROM pg_largeobject_metadata m
                UNION ALL
                SELECT c.loid, c.n + 1, length(lo_get(c.loid, (c.n + 1) * 1048576, 1048576)),
                       md5(lo_get(c.loid, (c.n + 1) * 1048576, 1048576))
                  FROM chunk c
                 WHERE c.bytes = 1048576)
             SELECT loid, sum(bytes) AS bytes, string_agg(hash, '' ORDER BY n) AS hash
               FROM chunk GROUP BY loid) AS t\
            """;

    private ComparisonQueries() {}

    static String from(TableRef table) {
        return "ONLY " + Quote.qualified(table.schema(), table.name()) + " AS t";
    }

    static String from(TableName table, @Nullable PartRange range) {
        String name = Quote.qualified(table.schema(), table.name());
        return range == null
                ? "ONLY " + name + " AS t"
                : "(SELECT u.xmin, u.* FROM ONLY %s AS u WHERE %s) AS t"
                        .formatted(name, within(range));
    }

    private static String within(PartRange range) {
        String column = "u." + Quote.identifier(Objects.requireNonNull(range.column()));
        String from = range.from();
        String to = range.to();
        return (from == null ? "true" : column + " >= " + Quote.literal(from))
                + (to == null ? "" : " AND " + column + " < " + Quote.literal(to));
    }

    static String largeObjects() {
        return LARGE_OBJECTS;
    }

    /// One row with number, count and sum for each relation.
    static String checksums(List<Numbered> relations) {
        return relations.stream()
                .map(relation ->
                        "SELECT %d, count(*), %s FROM %s"
                                .formatted(relation.number(), relation.sum(), relation.from()))
                .collect(Collectors.joining("\nUNION ALL\n"));
    }

    /// @param sum SQL for the sum of the rows' hashes, as text
    record Numbered(int number, String from, String sum) {}

    static final String NO_SUM = "NULL::text";

    static String sum(String hash) {
        return "sum(" + hash + ")::text";
    }

    static final String NO_VERSIONS = "NULL::text";

    /// The rows' checksum and versions by bucket of their key's hash.
    static String buckets(String from, String bucketed, String hash, String versions, long mask) {
        return "SELECT %s & %d, count(*), sum(%s)::text, %s FROM %s GROUP BY 1"
                .formatted(bucketed, mask, hash, versions, from);
    }

    /// The same of some buckets.
    static String someBuckets(
            String from, String bucketed, String hash, String versions, long mask) {
        return "SELECT %s & %d, count(*), sum(%s)::text, %s FROM %s WHERE %s GROUP BY 1"
                .formatted(bucketed, mask, hash, versions, from, within(bucketed, mask));
    }

    /// Each key of some buckets with the checksum and versions of its rows.
    static String keys(
            String from, String key, String bucketed, String hash, String versions, long mask) {
        return "SELECT %s, count(*), sum(%s)::text, %s FROM %s WHERE %s GROUP BY 1"
                .formatted(key, hash, versions, from, within(bucketed, mask));
    }

    private static String within(String bucketed, long mask) {
        return "(%s & %d) IN (SELECT unnest(?::bigint[]))".formatted(bucketed, mask);
    }

    /// The checksum and versions of the rows of each of some keys.
    static String someKeys(String from, String key, String hash, String versions) {
        return "SELECT %s, count(*), sum(%s)::text, %s FROM %s WHERE %s IN (SELECT unnest(?::text[])) GROUP BY 1"
                .formatted(key, hash, versions, from, key);
    }

    /// Each column as a literal, cut behind `most` characters, and its digest, of some keys' rows.
    static String literals(String from, String key, List<String> columns, int most) {
        String digests =
                columns.stream().map(c -> "md5(format('%L', " + c + "))").collect(joined());
        String literals =
                columns.stream()
                        .map(c -> "left(format('%L', " + c + "), " + most + ")")
                        .collect(joined());
        return "SELECT %s, ARRAY[%s]::text[], ARRAY[%s]::text[] FROM %s WHERE %s = ANY (?::text[])"
                .formatted(key, literals, digests, from, key);
    }

    /// Each column's beginning, for people, and the whole's digest, of the rows of some keys.
    static String values(String from, String key, List<String> columns) {
        String digests =
                columns.stream().map(c -> "md5(format('%L', " + c + "))").collect(joined());
        String starts =
                columns.stream().map(c -> "left(format('%L', " + c + "), 60)").collect(joined());
        return "SELECT %s, ARRAY[%s]::text[], ARRAY[%s]::text[] FROM %s WHERE %s = ANY (?::text[])"
                .formatted(key, starts, digests, from, key);
    }

    private static Collector<CharSequence, ?, String> joined() {
        return Collectors.joining(", ");
    }

    static String sequenceState(int number, String schema, String name) {
        return "SELECT %d, last_value, is_called FROM %s"
                .formatted(number, Quote.qualified(schema, name));
    }

    /// Whether a value that the sequence gives next, or one after it, is in use already.
    static String overtaken(String schema, String table, String column, boolean ascending) {
        return (ascending ? "SELECT max(%s)::numeric >= ?" : "SELECT min(%s)::numeric <= ?")
                        .formatted(Quote.identifier(column))
                + " FROM "
                + Quote.qualified(schema, table);
    }
}

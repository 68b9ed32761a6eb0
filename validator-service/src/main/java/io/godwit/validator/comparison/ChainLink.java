package io.godwit.validator.comparison;

/// How a value goes into a chain of hashes, by its type. What is hashed must differ whenever the
/// value's text does. The servers' own hashes do not always: they are made for values that count as
/// equal, as `1.0` and `1.00` do. Traps: those of 64-bit types fold them to 32 bits, and that of
/// the floating-point number 0 is the seed itself, as if no value had been there.
enum ChainLink {
    SMALLINT("hashint2extended(%1$s, %2$s)", "hashint2extended(coalesce(%1$s, 0::int2), %2$s)"),
    INTEGER("hashint4extended(%1$s, %2$s)", "hashint4extended(coalesce(%1$s, 0), %2$s)"),
    BIGINT(
            "hashint4extended((%1$s >> 32)::int4, hashint8extended(%1$s, %2$s))",
            "hashint4extended(coalesce((%1$s >> 32)::int4, 0),"
                    + " hashint8extended(coalesce(%1$s, 0), %2$s))"),
    OID("hashoidextended(%1$s, %2$s)", "hashoidextended(coalesce(%1$s, 0), %2$s)"),
    BOOLEAN(
            "hashint4extended(%1$s::int4, %2$s)",
            "hashint4extended(coalesce(%1$s::int4, 0), %2$s)"),
    TEXT(
            "hashtextextended(%1$s COLLATE \"C\", %2$s)",
            "hashtextextended(coalesce(%1$s, '') COLLATE \"C\", %2$s)"),
    /// Blanks at the end are not hashed, but count.
    CHARACTER(
            "hashint4extended(octet_length(%1$s), hashbpcharextended(%1$s COLLATE \"C\", %2$s))",
            "hashint4extended(coalesce(octet_length(%1$s), 0),"
                    + " hashbpcharextended(coalesce(%1$s, '') COLLATE \"C\", %2$s))"),
    UUID("uuid_hash_extended(%1$s, %2$s)", Constants.PRINTED),
    /// Sums of an array are those of its elements with their places; of one element, it is the way
    /// to a hash that SQL cannot call.
    BYTES(
            "hash_array_extended(CASE WHEN %1$s IS NOT NULL THEN ARRAY[%1$s::bytea] END, %2$s)",
            "hash_array_extended(ARRAY[coalesce(%1$s::bytea, '')], %2$s)"),
    /// Not-a-number has many bit patterns and one meaning; zero has two of each.
    FLOAT(
            "hashfloat8extended(nullif(%1$s, 'NaN')::float8, hashint4extended("
                    + "CASE WHEN %1$s <> 0 THEN 0"
                    + " WHEN float8send(%1$s::float8) = '\\x0000000000000000' THEN 1"
                    + " ELSE 2 END, %2$s))",
            Constants.PRINTED),
    DATE(
            "hashint4extended("
                    + "CASE WHEN isfinite(%1$s) THEN %1$s - '2000-01-01'::date END, %2$s)",
            Constants.PRINTED),
    /// In these years, a floating-point number of seconds is exact to the microsecond.
    TIMESTAMP(
            "hashfloat8extended(CASE WHEN %1$s BETWEEN '1700-01-01' AND '2200-01-01'"
                    + " THEN nullif(date_part('epoch', %1$s), 0) END, %2$s)",
            Constants.PRINTED),
    /// As the type's output function prints it, whatever casts there are.
    OTHER(
            "hashtextextended("
                    + "CASE WHEN %1$s IS NOT NULL THEN concat(%1$s) END COLLATE \"C\", %2$s)",
            Constants.PRINTED);

    private final String quick;
    private final String thorough;

    ChainLink(String quick, String thorough) {
        this.quick = quick;
        this.thorough = thorough;
    }

    private static final class Constants {
        static final String PRINTED = "hashtextextended(concat(%1$s) COLLATE \"C\", %2$s)";
    }

    /// @param type a base type's name; any other for what is known by its text only
    static ChainLink of(String type) {
        return switch (type) {
            case "smallint" -> SMALLINT;
            case "integer" -> INTEGER;
            case "bigint" -> BIGINT;
            case "oid" -> OID;
            case "boolean" -> BOOLEAN;
            case "text", "character varying" -> TEXT;
            case "character" -> CHARACTER;
            case "uuid" -> UUID;
            case "bytea" -> BYTES;
            case "real", "double precision" -> FLOAT;
            case "date" -> DATE;
            case "timestamp with time zone", "timestamp without time zone" -> TIMESTAMP;
            default -> OTHER;
        };
    }

    /// SQL for a hash that is null for null, and for values that are left to [#thorough].
    ///
    /// @param value SQL, used more than once
    /// @param seed SQL for a bigint, used once
    String quick(String value, String seed) {
        return quick.formatted(value, seed);
    }

    /// SQL for a hash that is never null. A composite value without values counts as null beside,
    /// but is not printed like one.
    String thorough(String value, String seed) {
        String marked =
                "hashint4extended(CASE WHEN %s IS NULL THEN 1 ELSE 0 END, %s)"
                        .formatted(value, seed);
        return thorough.formatted(value, marked);
    }
}

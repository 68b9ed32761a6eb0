package io.godwit.validator.comparison;

/// How a value goes into a chain of hashes, by its type. What is hashed must differ whenever the
/// value's text does. The servers' own hashes do not always: they are made for values that count as
/// equal, as `1.0` and `1.00` do. Traps: those of 64-bit types fold them to 32 bits, and that of
/// the floating-point number 0 is the seed itself, as if no value had been there.
enum ChainLink {
    SMALLINT("hashint2extended(VALUE, SEED)", "hashint2extended(coalesce(VALUE, 0::int2), SEED)"),
    INTEGER("hashint4extended(VALUE, SEED)", "hashint4extended(coalesce(VALUE, 0), SEED)"),
    BIGINT(
            "hashint4extended((VALUE >> 32)::int4, hashint8extended(VALUE, SEED))",
            "hashint4extended(coalesce((VALUE >> 32)::int4, 0),"
                    + " hashint8extended(coalesce(VALUE, 0), SEED))"),
    OID("hashoidextended(VALUE, SEED)", "hashoidextended(coalesce(VALUE, 0), SEED)"),
    BOOLEAN(
            "hashint4extended(VALUE::int4, SEED)",
            "hashint4extended(coalesce(VALUE::int4, 0), SEED)"),
    TEXT(
            "hashtextextended(VALUE COLLATE \"C\", SEED)",
            "hashtextextended(coalesce(VALUE, '') COLLATE \"C\", SEED)"),
    /// Blanks at the end are not hashed, but count.
    CHARACTER(
            "hashint4extended(octet_length(VALUE), hashbpcharextended(VALUE COLLATE \"C\", SEED))",
            "hashint4extended(coalesce(octet_length(VALUE), 0),"
                    + " hashbpcharextended(coalesce(VALUE, '') COLLATE \"C\", SEED))"),
    UUID("uuid_hash_extended(VALUE, SEED)", Constants.PRINTED),
    /// Sums of an array are those of its elements with their places; of one element, it is the way
    /// to a hash that SQL cannot call.
    BYTES(
            "hash_array_extended(CASE WHEN VALUE IS NOT NULL THEN ARRAY[VALUE::bytea] END, SEED)",
            "hash_array_extended(ARRAY[coalesce(VALUE::bytea, '')], SEED)"),
    /// Not-a-number has many bit patterns and one meaning; zero has two of each.
    FLOAT(
            "hashfloat8extended(nullif(VALUE, 'NaN')::float8, " + Constants.ZEROS + ")",
            "hashfloat8extended(coalesce(nullif(VALUE, 'NaN')::float8, 0), "
                    + Constants.ZEROS
                    + ")"),
    DATE(
            "hashint4extended("
                    + "CASE WHEN isfinite(VALUE) THEN VALUE - '2000-01-01'::date END, SEED)",
            Constants.PRINTED),
    /// In these years, a floating-point number of seconds is exact to the microsecond.
    TIMESTAMP(
            "hashfloat8extended(CASE WHEN VALUE BETWEEN '1700-01-01' AND '2200-01-01'"
                    + " THEN nullif(date_part('epoch', VALUE), 0) END, SEED)",
            Constants.PRINTED),
    /// As the type's output function prints it, whatever casts there are.
    OTHER(
            "hashtextextended("
                    + "CASE WHEN VALUE IS NOT NULL THEN concat(VALUE) END COLLATE \"C\", SEED)",
            Constants.PRINTED);

    private final String quick;
    private final String thorough;

    ChainLink(String quick, String thorough) {
        this.quick = quick;
        this.thorough = thorough;
    }

    private static final class Constants {
        /// Which zero, if it is one; so that not even a zero leaves the seed as it was.
        static final String ZEROS =
                "hashint4extended(CASE WHEN VALUE <> 0 THEN 0"
                        + " WHEN float8send(VALUE::float8) = '\\x0000000000000000' THEN 1"
                        + " ELSE 2 END, SEED)";

        static final String PRINTED = "hashtextextended(concat(VALUE) COLLATE \"C\", SEED)";
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
    /// @param value SQL, which may be used more than once
    /// @param seed SQL for a bigint, used once
    String quick(String value, String seed) {
        return spelled(quick, value, seed);
    }

    /// SQL for a hash that is never null. A composite value without values counts as null beside,
    /// but is not printed like one.
    String thorough(String value, String seed) {
        String marked =
                "hashint4extended(CASE WHEN " + value + " IS NULL THEN 1 ELSE 0 END, " + seed + ")";
        return spelled(thorough, value, marked);
    }

    private static String spelled(String template, String value, String seed) {
        int place = template.indexOf("SEED");
        return template.substring(0, place).replace("VALUE", value)
                + seed
                + template.substring(place + "SEED".length()).replace("VALUE", value);
    }
}

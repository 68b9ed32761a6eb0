package io.godwit.cdc.apply;

import org.postgresql.core.Oid;

/// How SQL writes the types that every server has, for the advice that people get.
final class BuiltInTypes {
    private static final int HEADER = 4;

    private BuiltInTypes() {}

    static String name(long oid) {
        String known = Oid.toString((int) oid);
        return switch (known) {
            case "INT2" -> "smallint";
            case "INT4" -> "integer";
            case "INT8" -> "bigint";
            case "FLOAT4" -> "real";
            case "FLOAT8" -> "double precision";
            case "BOOL" -> "boolean";
            case "BPCHAR" -> "character";
            case "VARCHAR" -> "character varying";
            default ->
                    known.startsWith("<unknown")
                            ? "(the type with oid " + oid + ")"
                            : known.endsWith("_ARRAY")
                                    ? name(known)
                                    : known.toLowerCase(java.util.Locale.ROOT);
        };
    }

    private static String name(String array) {
        String element = array.substring(0, array.length() - "_ARRAY".length());
        return element.toLowerCase(java.util.Locale.ROOT) + "[]";
    }

    static String withModifier(long oid, String name, int modifier) {
        if (modifier < 0) {
            return name;
        }
        return switch ((int) oid) {
            case Oid.VARCHAR, Oid.BPCHAR -> name + "(" + (modifier - HEADER) + ")";
            case Oid.NUMERIC ->
                    name
                            + "("
                            + ((modifier - HEADER) >> 16)
                            + ","
                            + ((((modifier - HEADER) & 0x7ff) ^ 1024) - 1024)
                            + ")";
            case Oid.BIT, Oid.VARBIT, Oid.TIME, Oid.TIMETZ, Oid.TIMESTAMP, Oid.TIMESTAMPTZ ->
                    name + "(" + modifier + ")";
            default -> name + " (with type modifier " + modifier + ")";
        };
    }
}

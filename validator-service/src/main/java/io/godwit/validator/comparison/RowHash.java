package io.godwit.validator.comparison;

/// How a row's text becomes 64 bits that can be summed in any order. Both servers must know it and
/// mean the same by it.
enum RowHash {
    /// Fast; PostgreSQL 11 and later, and servers whose bytes are in the same order.
    EXTENDED {
        @Override
        String of(String text) {
            return "hashtextextended(" + text + " COLLATE \"C\", 0)";
        }
    },
    MD5 {
        @Override
        String of(String text) {
            return bits("md5(" + text + ")");
        }
    },
    /// For databases of different encodings: the characters are compared, not their bytes.
    MD5_OF_CHARACTERS {
        @Override
        String of(String text) {
            return bits("md5(convert_to(" + text + ", 'UTF8'))");
        }
    };

    /// The SQL that hashes the text which `text` is SQL for.
    abstract String of(String text);

    private static String bits(String hexadecimal) {
        return "('x' || left(" + hexadecimal + ", 16))::bit(64)::bigint";
    }
}

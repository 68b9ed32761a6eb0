package io.godwit.cdc.apply;

import io.godwit.cdc.pgoutput.Message.Logical;
import io.godwit.cdc.pgoutput.Message.Relation;
import io.godwit.cdc.pgoutput.Tuple;
import java.nio.charset.StandardCharsets;
import java.util.OptionalInt;

/// Recognises a cutover's mark: a message, or on servers before PostgreSQL 14 a row of a table of
/// Godwit's own. What else happens in that schema is nobody's data.
final class Markers {
    private static final String PREFIX = "godwit";
    private static final String SCHEMA = "_godwit_source";
    private static final String TABLE = "marker";
    private static final String COLUMN = "number";

    private Markers() {}

    static boolean own(Relation relation) {
        return relation.schema().equals(SCHEMA);
    }

    static OptionalInt number(Logical message) {
        if (!message.prefix().equals(PREFIX)) {
            return OptionalInt.empty();
        }
        String content = new String(message.content(), StandardCharsets.UTF_8);
        return number(content.substring(content.lastIndexOf('/') + 1));
    }

    static OptionalInt number(Relation relation, Tuple row) {
        if (!own(relation) || !relation.name().equals(TABLE)) {
            return OptionalInt.empty();
        }
        for (int i = 0; i < relation.columns().size(); i++) {
            String text = row.text(i);
            if (relation.columns().get(i).name().equals(COLUMN) && text != null) {
                return number(text);
            }
        }
        return OptionalInt.empty();
    }

    private static OptionalInt number(String text) {
        try {
            return OptionalInt.of(Integer.parseInt(text));
        } catch (NumberFormatException _) {
            return OptionalInt.empty();
        }
    }
}

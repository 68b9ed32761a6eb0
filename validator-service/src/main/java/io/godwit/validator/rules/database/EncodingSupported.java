package io.godwit.validator.rules.database;

import io.godwit.validator.rules.DatabaseRule;
import io.godwit.validator.rules.Finding;
import io.godwit.validator.rules.RuleContext;
import java.sql.SQLException;

/// The new database keeps the encoding of the old one, and so every byte.
final class EncodingSupported implements DatabaseRule {
    @Override
    public String code() {
        return "ENCODING_SUPPORTED";
    }

    @Override
    public String name() {
        return "The target knows the database's encoding";
    }

    @Override
    public Finding check(RuleContext context) throws SQLException {
        String encoding =
                context.catalog().list(row -> row.getString(3), DatabaseQueries.LOCALE).getFirst();
        if (!context.target().maintenance().holds(DatabaseQueries.KNOWS_ENCODING, encoding)) {
            return Finding.failed(
                    "the target does not know the encoding " + encoding,
                    "Convert the source database to UTF8 first.");
        }
        return "SQL_ASCII".equals(encoding)
                ? Finding.warning(
                        "the encoding is SQL_ASCII: its bytes move as they are, whatever they mean",
                        "Nothing is needed; a database of a real encoding would tell the bytes' meaning.")
                : Finding.succeeded("the target knows " + encoding);
    }
}

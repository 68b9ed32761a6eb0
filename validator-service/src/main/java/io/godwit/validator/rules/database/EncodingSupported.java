package io.godwit.validator.rules.database;

import io.godwit.common.migration.RuleSide;
import io.godwit.validator.rules.DatabaseRule;
import io.godwit.validator.rules.Finding;
import io.godwit.validator.rules.RuleContext;
import io.godwit.validator.rules.RuleDescription;
import java.sql.SQLException;

/// The new database keeps the encoding of the old one, and so every byte.
final class EncodingSupported implements DatabaseRule {
    private static final RuleDescription ABOUT =
            RuleDescription.of("ENCODING_SUPPORTED", "The target knows the database's encoding")
                    .about(RuleSide.BOTH)
                    .meaning(
                            "The database could not be created, or its bytes have no known meaning.")
                    .remedy("Convert the source database to UTF8 first.");

    @Override
    public RuleDescription about() {
        return ABOUT;
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

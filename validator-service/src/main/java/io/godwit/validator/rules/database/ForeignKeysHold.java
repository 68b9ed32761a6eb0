package io.godwit.validator.rules.database;

import io.godwit.validator.rules.DatabaseRule;
import io.godwit.validator.rules.Finding;
import io.godwit.validator.rules.RuleContext;
import io.godwit.validator.rules.RuleDescription;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/// Reads the rows themselves, so only where keys are suspect: their triggers are off, or they were
/// validated by nobody.
final class ForeignKeysHold implements DatabaseRule {
    private static final RuleDescription ABOUT =
            RuleDescription.of(
                            "FOREIGN_KEYS_HOLD",
                            "No row breaks a foreign key that was not enforced")
                    .meaning(
                            "The target refuses to create the key, and the migration fails at its end.")
                    .remedy("Delete or mend the rows, or drop the key.");

    @Override
    public RuleDescription about() {
        return ABOUT;
    }

    @Override
    public Finding check(RuleContext context) throws SQLException {
        List<String> broken = new ArrayList<>();
        for (ForeignKey key :
                context.catalog().list(ForeignKey::read, ObjectQueries.SUSPECT_FOREIGN_KEYS)) {
            long rows = Long.parseLong(context.catalog().value(key.orphans()));
            if (rows > 0) {
                broken.add(
                        key + ": " + (rows == ForeignKey.MOST ? "at least " : "") + rows + " rows");
            }
        }
        return broken.isEmpty()
                ? Finding.succeeded("no suspect foreign key is broken")
                : Finding.failed("rows break " + broken.size() + " foreign keys").objects(broken);
    }
}

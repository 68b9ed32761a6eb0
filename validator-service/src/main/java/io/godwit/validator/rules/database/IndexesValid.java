package io.godwit.validator.rules.database;

import io.godwit.common.migration.Side;
import io.godwit.validator.rules.DatabaseRule;
import io.godwit.validator.rules.Finding;
import io.godwit.validator.rules.RuleContext;
import java.sql.SQLException;
import java.util.List;

/// An invalid index is of no use on the source; the target builds it anew, which may fail.
final class IndexesValid implements DatabaseRule {
    @Override
    public String code() {
        return "INVALID_INDEXES";
    }

    @Override
    public String name() {
        return "Every index of the source is valid";
    }

    @Override
    public Finding check(RuleContext context) throws SQLException {
        List<ObjectName> found =
                ObjectName.list(context.catalog(), DatabaseQueries.INVALID_INDEXES);
        return found.isEmpty()
                ? Finding.succeeded("every index is valid")
                : Finding.warning(
                                found.size() + " indexes are invalid",
                                "Rebuild them, or drop them.")
                        .objects(ObjectName.texts(found))
                        .fix(
                                Side.SOURCE,
                                found.stream()
                                        .map(index -> "REINDEX INDEX " + index.quoted() + ";")
                                        .toList());
    }
}

package io.godwit.validator.rules.online;

import io.godwit.common.migration.Fix;
import io.godwit.common.migration.Side;
import io.godwit.common.postgres.Quote;
import io.godwit.validator.rules.Finding;
import io.godwit.validator.rules.RuleContext;
import io.godwit.validator.rules.RuleDescription;
import io.godwit.validator.rules.ServerRule;
import java.sql.SQLException;
import java.util.List;

/// Slots that an earlier migration left hold WAL for nobody.
final class LeftSlots implements ServerRule {
    private static final RuleDescription ABOUT =
            RuleDescription.of("LEFT_SLOTS", "No earlier migration left a slot on the source")
                    .online()
                    .warns()
                    .meaning("The source keeps WAL for them until its disk is full.")
                    .remedy(
                            "Delete or cancel the migration that they belong to; drop the slots if it is gone.");

    @Override
    public RuleDescription about() {
        return ABOUT;
    }

    @Override
    public Finding check(RuleContext context) throws SQLException {
        List<String> found = context.source().maintenance().column(OnlineQueries.LEFT_SLOTS);
        return found.isEmpty()
                ? Finding.succeeded("there are no idle slots of Godwit's")
                : Finding.warning(found.size() + " idle slots of Godwit's are on the source")
                        .objects(found)
                        .fixes(
                                found.stream()
                                        .map(slot ->
                                                Fix.of(
                                                        Side.SOURCE,
                                                        "SELECT pg_drop_replication_slot("
                                                                + Quote.literal(slot).strip()
                                                                + ");"))
                                        .toList());
    }
}

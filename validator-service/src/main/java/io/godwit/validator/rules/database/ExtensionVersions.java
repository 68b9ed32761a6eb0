package io.godwit.validator.rules.database;

import io.godwit.common.migration.RuleSide;
import io.godwit.validator.rules.DatabaseRule;
import io.godwit.validator.rules.Finding;
import io.godwit.validator.rules.RuleContext;
import io.godwit.validator.rules.RuleDescription;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// The target creates its own default version.
final class ExtensionVersions implements DatabaseRule {
    private static final RuleDescription ABOUT =
            RuleDescription.of(
                            "EXTENSION_VERSIONS",
                            "The target's extensions are not older than the source's")
                    .warns()
                    .about(RuleSide.BOTH)
                    .alias(603406)
                    .meaning("Objects may use what the older version on the target does not have.")
                    .remedy("Install the newer version on the target.");

    @Override
    public RuleDescription about() {
        return ABOUT;
    }

    @Override
    public Finding check(RuleContext context) throws SQLException {
        Map<String, String> offered =
                context
                        .target()
                        .maintenance()
                        .list(
                                row ->
                                        Map.entry(
                                                row.getString(1), String.valueOf(row.getString(2))),
                                DatabaseQueries.AVAILABLE_EXTENSIONS)
                        .stream()
                        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
        List<String> older = new ArrayList<>();
        context.catalog()
                .list(
                        row -> Map.entry(row.getString(1), row.getString(2)),
                        DatabaseQueries.EXTENSIONS)
                .forEach(used -> {
                    String other = offered.get(used.getKey());
                    if (other != null
                            && DottedVersion.of(other).compareTo(DottedVersion.of(used.getValue()))
                                    < 0) {
                        older.add(
                                "%s is %s on the source, %s on the target"
                                        .formatted(used.getKey(), used.getValue(), other));
                    }
                });
        return older.isEmpty()
                ? Finding.succeeded("no extension is older on the target")
                : Finding.warning(older.size() + " extensions are older on the target")
                        .objects(older);
    }
}

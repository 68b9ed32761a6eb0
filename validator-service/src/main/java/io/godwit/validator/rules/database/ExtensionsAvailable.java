package io.godwit.validator.rules.database;

import io.godwit.common.migration.RuleSide;
import io.godwit.validator.rules.Catalog;
import io.godwit.validator.rules.DatabaseRule;
import io.godwit.validator.rules.Finding;
import io.godwit.validator.rules.RuleContext;
import io.godwit.validator.rules.RuleDescription;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/// The target creates its own default version of each.
final class ExtensionsAvailable implements DatabaseRule {
    private static final RuleDescription ABOUT =
            RuleDescription.of(
                            "EXTENSIONS_AVAILABLE",
                            "The source's extensions can be created on the target")
                    .about(RuleSide.TARGET)
                    .alias(603108, 603408)
                    .meaning("Whatever uses a missing extension cannot be created.")
                    .remedy(
                            "Install the extensions on the target's machine (or allow them, on a managed server), or drop them on the source.");

    @Override
    public RuleDescription about() {
        return ABOUT;
    }

    @Override
    public Finding check(RuleContext context) throws SQLException {
        List<Extension> used =
                context.catalog()
                        .list(
                                row -> new Extension(row.getString(1), row.getString(2)),
                                DatabaseQueries.EXTENSIONS);
        Catalog target = context.target().maintenance();
        Map<String, String> available = available(target);
        List<String> missing = names(used, e -> !available.containsKey(e.name()));
        if (!missing.isEmpty()) {
            return Finding.failed(
                            "the target's server has no packages of "
                                    + missing.size()
                                    + " extensions",
                            "Install the extensions' packages on the target's machine (or allow them, on"
                                    + " a managed server), or drop them on the source.")
                    .objects(missing);
        }
        return rights(context, used, target);
    }

    private record Extension(String name, String version) {}

    private static Map<String, String> available(Catalog target) throws SQLException {
        return target
                .list(
                        row -> Map.entry(row.getString(1), String.valueOf(row.getString(2))),
                        DatabaseQueries.AVAILABLE_EXTENSIONS)
                .stream()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    private static List<String> names(List<Extension> used, Predicate<Extension> which) {
        return used.stream().filter(which).map(Extension::name).toList();
    }

    private static Finding rights(RuleContext context, List<Extension> used, Catalog target)
            throws SQLException {
        if (context.target().role().superuser()) {
            return Finding.succeeded(used.size() + " extensions are available");
        }
        Set<String> reserved = Set.copyOf(target.column(DatabaseQueries.SUPERUSERS_EXTENSIONS));
        List<String> refused = names(used, e -> reserved.contains(e.name()));
        return refused.isEmpty()
                ? Finding.succeeded(used.size() + " extensions are available")
                : Finding.warning(
                                "the target lets only superusers create "
                                        + refused.size()
                                        + " extensions, unless it is managed otherwise",
                                "Migrate as a superuser, or as the role that the provider lets create"
                                        + " extensions.")
                        .objects(refused);
    }
}

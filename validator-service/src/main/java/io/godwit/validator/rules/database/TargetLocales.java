package io.godwit.validator.rules.database;

import io.godwit.validator.rules.Catalog;
import io.godwit.validator.rules.RuleContext;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/// What the target can sort by.
///
/// @param locales of the operating system, spelled alike
/// @param collations of the system catalog that fit the database's encoding
record TargetLocales(Set<String> locales, Set<String> collations, boolean icu) {
    private static final Set<String> EVERYWHERE = Set.of("c", "posix", "");

    private record Used(String schema, String name, String provider, String locale, String where) {}

    static TargetLocales of(RuleContext context) throws SQLException {
        Catalog target = context.target().maintenance();
        String encoding =
                context.catalog().list(row -> row.getString(3), DatabaseQueries.LOCALE).getFirst();
        return new TargetLocales(
                target.column(DatabaseQueries.KNOWN_LOCALES).stream()
                        .map(TargetLocales::spelledAlike)
                        .collect(Collectors.toSet()),
                Set.copyOf(target.column(DatabaseQueries.SYSTEM_COLLATIONS, encoding)),
                target.holds(DatabaseQueries.HAS_ICU));
    }

    List<String> missingOfDatabase(Catalog source) throws SQLException {
        List<String> missing = new ArrayList<>();
        source
                .list(row -> List.of(row.getString(1), row.getString(2)), DatabaseQueries.LOCALE)
                .getFirst()
                .stream()
                .distinct()
                .filter(locale -> !knows(locale))
                .forEach(locale -> missing.add("locale " + locale + " of the database"));
        if (usesIcu(source) && !icu) {
            missing.add("ICU, which sorts the database");
        }
        return missing;
    }

    private static boolean usesIcu(Catalog source) throws SQLException {
        return source.list(row -> "i".equals(row.getString(4)), DatabaseQueries.LOCALE).getFirst();
    }

    List<String> missingOfObjects(Catalog source) throws SQLException {
        return source
                .list(
                        row ->
                                new Used(
                                        row.getString(1),
                                        row.getString(2),
                                        row.getString(3),
                                        String.valueOf(row.getString(4)),
                                        String.join(", ", (String[]) row.getArray(5).getArray())),
                        DatabaseQueries.COLLATIONS_IN_USE)
                .stream()
                .filter(used -> !has(used))
                .map(used -> "%s.%s in %s".formatted(used.schema(), used.name(), used.where()))
                .toList();
    }

    private boolean has(Used used) {
        if ("pg_catalog".equals(used.schema())) {
            return collations.contains(used.name());
        }
        return "i".equals(used.provider()) ? icu : knows(used.locale());
    }

    private boolean knows(String locale) {
        String alike = spelledAlike(locale);
        return EVERYWHERE.contains(alike) || locales.contains(alike);
    }

    /// `en_US.UTF-8` and `en_US.utf8` are one.
    private static String spelledAlike(String locale) {
        return locale.toLowerCase(Locale.ROOT).replace("-", "");
    }
}

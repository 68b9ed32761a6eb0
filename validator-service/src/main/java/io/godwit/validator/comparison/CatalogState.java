package io.godwit.validator.comparison;

import java.util.List;
import java.util.stream.Collectors;

/// Tells cheaply whether anything in a database's own catalogs was changed: how many rows each has,
/// and the sum of the transactions that wrote them. Whoever adds or changes a row makes the sum
/// larger, whoever removes one makes the number smaller; only adding as many as were removed leaves
/// the number as it is, and then the sum grows. Temporary tables and the like count as changes,
/// too.
final class CatalogState {
    /// Without statistics and large objects.
    private static final String CATALOGS =
            """
            SELECT quote_ident(c.relname)
              FROM pg_class c
             WHERE c.relnamespace = 'pg_catalog'::regnamespace
               AND c.relkind = 'r' AND NOT c.relisshared
               AND c.relname NOT IN ('pg_statistic', 'pg_statistic_ext_data', 'pg_largeobject',
                                     'pg_largeobject_metadata', 'pg_subscription_rel')
               AND has_table_privilege(c.oid, 'SELECT')
             ORDER BY c.relname\
            """;

    /// Servers before 14 make an index valid without a new version of its row.
    private static final String VALID =
            "(SELECT count(*) FROM pg_catalog.pg_index WHERE indisvalid)";

    private CatalogState() {}

    static String of(ComparedSide side) {
        List<String> catalogs = side.read("listing catalogs", row -> row.getString(1), CATALOGS);
        String query =
                catalogs.stream()
                        .map(CatalogState::state)
                        .collect(
                                Collectors.joining(
                                        ", ", "SELECT concat_ws(' ', " + VALID + ", ", ")"));
        return side.read("looking for changes of the catalogs", row -> row.getString(1), query)
                .getFirst();
    }

    private static String state(String catalog) {
        return "(SELECT count(*) || ':' || coalesce(sum(xmin::text::bigint), 0) FROM pg_catalog."
                + catalog
                + ")";
    }
}

package io.godwit.validator.comparison;

import io.godwit.common.postgres.FilterQueries;

/// What a table filter leaves out, as moving the database decides it.
final class LeftOutQueries {
    /// Everything that cannot exist without the given tables.
    static final String DEPENDANTS =
            FilterQueries.GONE
                    + """
                    SELECT g.catalog::int8, g.object::int8, n.nspname, c.relname
                      FROM gone g
                      LEFT JOIN pg_class c ON g.catalog = 'pg_class'::regclass AND c.oid = g.object
                           AND c.relkind IN ('r', 'p', 'f', 'v', 'm')
                      LEFT JOIN pg_namespace n ON n.oid = c.relnamespace\
                    """;

    private LeftOutQueries() {}
}

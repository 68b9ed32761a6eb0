package io.godwit.cdc.apply;

/// The SQL that asks for the target's tables.
final class TargetQueries {
    static final String TABLE =
            """
            SELECT class.oid::bigint, relkind = 'p'
            FROM pg_class AS class
            JOIN pg_namespace AS namespace ON namespace.oid = relnamespace
            WHERE nspname = ?::text AND relname = ?::text AND relkind IN ('r', 'p')
            """;

    /// `equality` is the operator of the type's default btree class, of a domain that of its base.
    static final String COLUMNS =
            """
            WITH RECURSIVE base (id, type) AS (
                SELECT DISTINCT atttypid, atttypid
                FROM pg_attribute WHERE attrelid = ?::oid AND attnum > 0 AND NOT attisdropped
                UNION ALL
                SELECT base.id, typbasetype FROM base JOIN pg_type ON oid = base.type
                WHERE typtype = 'd')
            SELECT attname, atttypid::bigint, typenamespace.nspname, typname, (
                    SELECT basenamespace.nspname || '.' || basetype.typname
                    FROM base
                    JOIN pg_type AS basetype ON basetype.oid = base.type AND typtype <> 'd'
                    JOIN pg_namespace AS basenamespace
                        ON basenamespace.oid = basetype.typnamespace
                    WHERE base.id = atttypid), atttypmod,
                format_type(atttypid, atttypmod), attgenerated <> '', (
                    SELECT format('OPERATOR(%I.%s)', opnamespace.nspname, oprname)
                    FROM base
                    JOIN pg_type AS basetype ON basetype.oid = base.type AND typtype <> 'd'
                    JOIN pg_opclass ON opcintype = base.type AND opcdefault
                    JOIN pg_am ON pg_am.oid = opcmethod AND amname = 'btree'
                    JOIN pg_amop ON amopfamily = opcfamily AND amopstrategy = 3
                        AND amoplefttype = opcintype AND amoprighttype = opcintype
                    JOIN pg_operator ON pg_operator.oid = amopopr
                    JOIN pg_namespace AS opnamespace ON opnamespace.oid = oprnamespace
                    WHERE base.id = atttypid
                    LIMIT 1)
            FROM pg_attribute
            JOIN pg_type ON pg_type.oid = atttypid
            JOIN pg_namespace AS typenamespace ON typenamespace.oid = typnamespace
            WHERE attrelid = ?::oid AND attnum > 0 AND NOT attisdropped
            ORDER BY attnum
            """;

    /// One row for each column of each index that can find a row: unique at every moment, of plain
    /// columns that are never null.
    static final String KEYS =
            """
            SELECT index.indexrelid::bigint, attname,
                format('OPERATOR(%I.%s)', nspname, oprname)
            FROM pg_index AS index
            CROSS JOIN generate_series(0, indnkeyatts - 1) AS place
            JOIN pg_attribute ON attrelid = indrelid AND attnum = indkey[place]
            JOIN pg_opclass ON pg_opclass.oid = indclass[place]
            JOIN pg_amop ON amopfamily = opcfamily AND amopstrategy = 3
                AND amoplefttype = opcintype AND amoprighttype = opcintype
            JOIN pg_operator ON pg_operator.oid = amopopr
            JOIN pg_namespace ON pg_namespace.oid = oprnamespace
            WHERE indrelid = ?::oid AND indisunique AND indimmediate AND indisvalid AND indisready
                AND indpred IS NULL AND indexprs IS NULL
                AND NOT EXISTS (
                    SELECT FROM pg_attribute AS part
                    WHERE part.attrelid = indrelid AND NOT part.attnotnull
                        AND part.attnum = ANY (indkey[0:indnkeyatts - 1]))
            ORDER BY indisprimary DESC, indnkeyatts, index.indexrelid, place
            """;

    private TargetQueries() {}
}

package io.godwit.validator.rules.database;

import io.godwit.validator.rules.DatabaseRule;
import io.godwit.validator.rules.Finding;
import io.godwit.validator.rules.RuleContext;
import io.godwit.validator.rules.RuleDescription;
import io.godwit.validator.rules.SourceTables;
import java.sql.SQLException;
import java.util.List;

/// PostgreSQL hashes an enum's value by its OID, which is another one in every database: a row's
/// partition on the source is not its partition on the target.
final class EnumHashes implements DatabaseRule {
    private static final RuleDescription ABOUT =
            RuleDescription.of(
                            "ENUM_HASH_PARTITIONS",
                            "No table is partitioned by the hash of an enum")
                    .meaning(
                            "An enum value's hash depends on its OID, which differs on the target: rows belong into other partitions there, and the copy fails (violates partition constraint).")
                    .remedy(
                            "Exclude the table and move it by `pg_dump --load-via-partition-root`, or partition it by other columns or another expression.");

    @Override
    public RuleDescription about() {
        return ABOUT;
    }

    @Override
    public Finding check(RuleContext context) throws SQLException {
        if (!context.source().version().atLeast(11)) {
            return Finding.succeeded("this version does not partition by hash");
        }
        List<PartitionedTable> all =
                context.catalog()
                        .list(
                                row -> new PartitionedTable(row.getLong(1), row.getString(2)),
                                ObjectQueries.HASHED_ENUMS);
        List<String> moving = moving(context, all);
        return moving.isEmpty()
                ? Finding.succeeded("no table that moves is partitioned by the hash of an enum")
                : Finding.failed(
                                moving.size()
                                        + " tables are partitioned by the hash of an enum, which is"
                                        + " another one on the target")
                        .objects(moving);
    }

    private static List<String> moving(RuleContext context, List<PartitionedTable> all)
            throws SQLException {
        SourceTables tables = context.tables();
        return all.stream()
                .filter(table -> tables.moves(table.oid))
                .map(PartitionedTable::text)
                .toList();
    }

    private record PartitionedTable(long oid, String text) {}
}

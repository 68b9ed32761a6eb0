package io.godwit.cdc.apply;

import io.godwit.cdc.pgoutput.Message;
import io.godwit.cdc.pgoutput.Message.Relation;
import io.godwit.common.migration.FailureCode;
import io.godwit.common.migration.MigrationException;
import java.util.HashMap;
import java.util.Map;

/// The relations that the stream has described, and the target's tables for them. A table is looked
/// up when the first change needs it, again when its description changes.
final class Relations {
    private final TargetCatalog catalog;
    private final Map<Long, Relation> relations = new HashMap<>();
    private final Map<Long, Message.Type> types = new HashMap<>();
    private final Map<Long, TargetTable> tables = new HashMap<>();

    Relations(TargetCatalog catalog) {
        this.catalog = catalog;
    }

    void describe(Relation relation) {
        if (!relation.equals(relations.put(relation.id(), relation))) {
            tables.remove(relation.id());
        }
    }

    void describe(Message.Type type) {
        if (!type.equals(types.put(type.id(), type))) {
            tables.clear();
        }
    }

    Relation relation(long id) {
        Relation relation = relations.get(id);
        if (relation == null) {
            throw new MigrationException(
                    FailureCode.INTERNAL_ERROR,
                    "the change topic has a change of relation %d before its description"
                            .formatted(id));
        }
        return relation;
    }

    /// @throws MigrationException `SCHEMA_CHANGED` if the target's table is not as the relation
    TargetTable table(long id) {
        TargetTable known = tables.get(id);
        if (known != null) {
            return known;
        }
        Relation relation = relation(id);
        TargetTable table =
                new TableMapping(types)
                        .map(
                                relation,
                                catalog.form(relation.schema(), relation.name()).orElse(null));
        tables.put(id, table);
        return table;
    }
}

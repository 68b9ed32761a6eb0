package io.godwit.cdc.apply;

import io.godwit.cdc.pgoutput.Message;
import io.godwit.cdc.pgoutput.Message.Relation;
import io.godwit.common.migration.FailureCode;
import io.godwit.common.migration.MigrationException;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The relations that the stream has described, and the target's tables for them. A table is looked
/// up when the first change needs it, again when its description changes.
final class Relations {
    private final TargetCatalog catalog;
    private final Map<Long, Relation> relations = new HashMap<>();
    private final Map<Long, Message.Type> types = new HashMap<>();
    private final Map<Long, TargetTable> tables = new HashMap<>();

    /// What was asked for last: mostly the next change's too.
    private @Nullable Relation latest;

    private @Nullable TargetTable latestTable;

    Relations(TargetCatalog catalog) {
        this.catalog = catalog;
    }

    void describe(Relation relation) {
        latest = null;
        latestTable = null;
        if (!relation.equals(relations.put(relation.id(), relation))) {
            tables.remove(relation.id());
        }
    }

    void describe(Message.Type type) {
        latestTable = null;
        if (!type.equals(types.put(type.id(), type))) {
            tables.clear();
        }
    }

    Relation relation(long id) {
        Relation known = latest;
        if (known != null && known.id() == id) {
            return known;
        }
        Relation relation = relations.get(id);
        if (relation == null) {
            throw new MigrationException(
                    FailureCode.INTERNAL_ERROR,
                    "the change topic has a change of relation %d before its description"
                            .formatted(id));
        }
        latest = relation;
        return relation;
    }

    /// @throws MigrationException `SCHEMA_CHANGED` if the target's table is not as the relation
    TargetTable table(long id) {
        TargetTable known = latestTable;
        if (known == null || known.relation().id() != id) {
            known = tables.computeIfAbsent(id, this::look);
            latestTable = known;
        }
        return known;
    }

    private TargetTable look(long id) {
        Relation relation = relation(id);
        return new TableMapping(types)
                .map(relation, catalog.form(relation.schema(), relation.name()).orElse(null));
    }
}

package io.godwit.validator.comparison;

import io.godwit.common.migration.ComparisonScope;
import io.godwit.common.migration.TableChoice;
import io.godwit.common.migration.TableFilter;
import io.godwit.common.migration.TableName;
import java.util.Collection;

/// Which tables a comparison is about: those that moved, and of them those that are asked for.
final class Scope {
    private final TableChoice moved;
    private final TableChoice asked;

    private Scope(TableChoice moved, TableChoice asked) {
        this.moved = moved;
        this.asked = asked;
    }

    static Scope of(ComparisonScope scope) {
        return new Scope(
                TableChoice.of(scope.moved()),
                TableChoice.of(new TableFilter(scope.tables(), java.util.List.of())));
    }

    /// @param line a table and everything that it is a part of
    boolean selects(Collection<TableName> line) {
        return moved.selects(line) && asked.selects(line);
    }
}

package io.godwit.validator.comparison;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Offers nothing while the target follows: until a person runs the statement, the source may have
/// changed the row again, and what was right when it was read would undo what was applied since.
final class WithheldRepair implements RowRepair {
    private final String type;

    WithheldRepair(String type) {
        this.type = type;
    }

    @Override
    public String type() {
        return type;
    }

    @Override
    public @Nullable String insert(List<String> literals, long times) {
        return null;
    }

    @Override
    public @Nullable String delete(List<String> literals, long times) {
        return null;
    }

    @Override
    public @Nullable String update(List<String> literals, Set<Integer> same) {
        return null;
    }
}

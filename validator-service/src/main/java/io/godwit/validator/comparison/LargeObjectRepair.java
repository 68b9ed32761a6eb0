package io.godwit.validator.comparison;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Large objects are too large to be spelled; only one that is too many can be mended by a line.
final class LargeObjectRepair implements RowRepair {
    @Override
    public String type() {
        return "large object";
    }

    @Override
    public @Nullable String insert(List<String> literals, long times) {
        return null;
    }

    @Override
    public String delete(List<String> literals, long times) {
        return "SELECT lo_unlink(%s);".formatted(literals.getFirst());
    }

    @Override
    public @Nullable String update(List<String> literals, Set<Integer> same) {
        return null;
    }
}

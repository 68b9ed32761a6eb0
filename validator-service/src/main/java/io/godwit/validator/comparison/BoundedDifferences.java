package io.godwit.validator.comparison;

import io.godwit.common.migration.ComparisonDifference;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// As many differences as one fact may carry.
final class BoundedDifferences {
    private static final int MOST = 200;
    private static final long MOST_CHARACTERS = 200_000;

    private BoundedDifferences() {}

    static List<ComparisonDifference> of(List<ComparisonDifference> all) {
        List<ComparisonDifference> some = new ArrayList<>();
        long characters = 0;
        for (ComparisonDifference difference : all) {
            characters += length(difference.source()) + length(difference.target());
            characters += length(difference.repair());
            if (some.size() == MOST || characters > MOST_CHARACTERS) {
                return some;
            }
            some.add(difference);
        }
        return some;
    }

    private static long length(@Nullable String text) {
        return text == null ? 0 : text.length();
    }
}

package io.godwit.validator.comparison;

import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Says in words what differs.
final class Difference {
    private Difference() {}

    static String ofSums(Checksum source, Checksum target) {
        return source.rows() == target.rows()
                ? "the checksums of " + source.rows() + " rows differ"
                : source.rows() + " rows on the source, " + target.rows() + " on the target";
    }

    /// Null if both have the same columns, in whatever order.
    static @Nullable String ofColumns(List<String> source, List<String> target) {
        String missing = without(source, target);
        String more = without(target, source);
        if (missing.isEmpty() && more.isEmpty()) {
            return null;
        }
        return missing.isEmpty()
                ? "the target has more columns: " + more
                : "the target lacks columns: " + missing;
    }

    private static String without(List<String> all, List<String> others) {
        return all.stream()
                .filter(name -> !others.contains(name))
                .collect(Collectors.joining(", "));
    }

    static String shortened(String text, int most) {
        return text.length() <= most ? text : text.substring(0, most) + "…";
    }
}

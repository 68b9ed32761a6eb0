package io.godwit.validator.estimate;

import java.util.ArrayList;
import java.util.List;

/// Why an estimate is as sure as it is.
final class Reasons {
    private final List<String> reasons = new ArrayList<>();
    private String confidence = "low";

    void add(String reason) {
        reasons.add(reason);
    }

    /// @param probed how many bytes were moved to measure the rate
    /// @param little too few to tell
    void weigh(List<SizedTable> tables, long bytes, long probed, long little) {
        long unknown =
                tables.stream()
                        .filter(table -> table.rows() < 0)
                        .mapToLong(SizedTable::bytes)
                        .sum();
        if (unknown > 0) {
            add(
                    "tables of %d bytes were never analyzed: their rows are not counted"
                            .formatted(unknown));
        }
        if (probed < little) {
            add("%d bytes were moved to measure the rate, which is little".formatted(probed));
        } else {
            add("%d bytes were moved to measure the rate".formatted(probed));
            confidence = probed >= bytes / 10 && unknown == 0 ? "high" : "medium";
        }
        add("indexes are reckoned to take as long as rows of the same size");
    }

    String confidence() {
        return confidence;
    }

    List<String> all() {
        return List.copyOf(reasons);
    }
}

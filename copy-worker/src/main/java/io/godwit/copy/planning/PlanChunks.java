package io.godwit.copy.planning;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToIntFunction;

/// Divides a plan into messages.
final class PlanChunks {
    private PlanChunks() {}

    /// @param weight how many entries an item counts as; an item is never divided
    static <T> List<List<T>> of(List<T> items, ToIntFunction<T> weight, int most) {
        List<List<T>> chunks = new ArrayList<>();
        List<T> chunk = new ArrayList<>();
        int weights = 0;
        for (T item : items) {
            int own = weight.applyAsInt(item);
            if (!chunk.isEmpty() && weights + own > most) {
                chunks.add(chunk);
                chunk = new ArrayList<>();
                weights = 0;
            }
            chunk.add(item);
            weights += own;
        }
        if (!chunk.isEmpty()) {
            chunks.add(chunk);
        }
        return chunks;
    }
}

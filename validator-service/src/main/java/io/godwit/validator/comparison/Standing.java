package io.godwit.validator.comparison;

import io.godwit.validator.comparison.KeySearch.Differing;
import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;

/// Judges what differs while the target follows, over several looks. What one look finds equal was
/// on its way and is dropped. What two looks one after the other find the same, in the same
/// versions on both sides, differs, if everything that the source had at the first was applied
/// before the second. Nothing is said of the rest.
final class Standing<K> {
    private final Map<K, Held.Pair> open = new TreeMap<>();
    private final Map<K, Held.Pair> stood = new TreeMap<>();

    Standing(Differing<K> first) {
        first.keys().forEach(key -> open.put(key, first.pair(key)));
    }

    /// @param now what differs of all that is open, behind everything that the look before saw
    /// @param telling whether standing still proves anything of such a one
    void look(Differing<K> now, Predicate<Held.Pair> telling) {
        open.keySet().retainAll(now.keys());
        now.keys().forEach(key -> look(key, now.pair(key), telling));
    }

    private void look(K key, Held.Pair now, Predicate<Held.Pair> telling) {
        Held.Pair before = open.get(key);
        if (before == null) {
            return;
        }
        if (before.equals(now) && telling.test(now)) {
            open.remove(key);
            stood.put(key, now);
        } else {
            open.put(key, now);
        }
    }

    boolean settled() {
        return open.isEmpty();
    }

    /// Differ, but may be on their way.
    Collection<K> open() {
        return open.keySet();
    }

    /// Differ for certain, as they were found.
    Map<K, Held.Pair> stood() {
        return stood;
    }
}

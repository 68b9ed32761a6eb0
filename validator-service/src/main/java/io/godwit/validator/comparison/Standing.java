package io.godwit.validator.comparison;

import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;

/// Judges what differs while the target follows, over several looks. What one look finds equal was
/// on its way and is dropped. What two looks one after the other find the same, in the same
/// versions on both sides, differs, if everything that the source had at the first was applied
/// before the second. Nothing is said of the rest.
final class Standing<K> {
    private final Map<K, Held.Pair> open;
    private final Map<K, Held.Pair> stood = new TreeMap<>();
    private int looks;

    Standing(Map<K, Held.Pair> first) {
        this.open = new TreeMap<>(first);
    }

    /// @param now what differs of all that is open, behind everything that the look before saw
    /// @param telling whether standing still proves anything of such a one
    void look(Map<K, Held.Pair> now, Predicate<Held.Pair> telling) {
        looks++;
        open.keySet().retainAll(now.keySet());
        now.forEach((key, pair) -> look(key, pair, telling));
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

    /// Since the first.
    int looks() {
        return looks;
    }

    /// All that differ, first those that do for certain.
    Set<K> left() {
        Set<K> left = new LinkedHashSet<>(stood.keySet());
        left.addAll(open.keySet());
        return left;
    }

    /// Says nothing of it any more.
    void drop(K key) {
        open.remove(key);
        stood.remove(key);
    }

    boolean settled() {
        return open.isEmpty();
    }

    /// Differ, but may be on their way.
    Set<K> open() {
        return open.keySet();
    }

    /// Differ for certain, as they were found.
    Map<K, Held.Pair> stood() {
        return stood;
    }
}

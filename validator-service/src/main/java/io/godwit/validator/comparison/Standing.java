package io.godwit.validator.comparison;

import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;

/// What differs on every look so far while the target follows, and whether the source changed it
/// between the looks. What one look finds equal was on its way and is dropped; that the target has
/// what the source had earlier proves nothing.
final class Standing<K> {
    private final TreeSet<K> open;
    private final Map<K, Checksum> last = new HashMap<>();
    private final Set<K> changed = new HashSet<>();

    Standing(Collection<K> differing) {
        this.open = new TreeSet<>(differing);
    }

    /// @param differing now
    /// @param source what the source has of each
    void look(Collection<K> differing, Function<K, Checksum> source) {
        open.retainAll(Set.copyOf(differing));
        for (K key : open) {
            Checksum now = source.apply(key);
            Checksum before = last.put(key, now);
            if (before != null && !before.equals(now)) {
                changed.add(key);
            }
        }
    }

    boolean settled() {
        return open.isEmpty();
    }

    Collection<K> open() {
        return open;
    }

    /// Differ though the source stood still: not on their way.
    List<K> stood() {
        return open.stream().filter(key -> !changed.contains(key)).toList();
    }

    /// How many differ on each look and were changed between looks.
    int moved() {
        return open.size() - stood().size();
    }
}

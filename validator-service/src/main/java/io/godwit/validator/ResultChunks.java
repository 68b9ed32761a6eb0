package io.godwit.validator;

import io.godwit.common.migration.Fix;
import io.godwit.common.migration.MigrationEvent.RuleObjectsFound;
import io.godwit.common.migration.MigrationEvent.RulesChecked;
import io.godwit.common.migration.RuleResult;
import io.godwit.common.migration.WorkRef;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/// Cuts results into messages that the log takes: what ten thousand tables are concerned about is
/// too long for one.
final class ResultChunks {
    private static final int OBJECTS_IN_RESULT = 100;
    private static final int FIXES_IN_RESULT = 1;
    private static final int OBJECTS_PER_CHUNK = 1_000;
    private static final int FIXES_PER_CHUNK = 5;

    private ResultChunks() {}

    /// @param publish takes the chunks, in order
    /// @return the fact that closes the work
    static RulesChecked of(
            WorkRef work, List<RuleResult> results, Consumer<RuleObjectsFound> publish) {
        List<RuleResult> shortResults = new ArrayList<>();
        for (RuleResult result : results) {
            shortResults.add(shortened(work, result, publish));
        }
        return new RulesChecked(work, shortResults);
    }

    private static RuleResult shortened(
            WorkRef work, RuleResult result, Consumer<RuleObjectsFound> publish) {
        List<String> objects = after(result.objects(), OBJECTS_IN_RESULT);
        List<Fix> fixes = after(result.fixes(), FIXES_IN_RESULT);
        for (List<String> some : cut(objects, OBJECTS_PER_CHUNK)) {
            publish.accept(new RuleObjectsFound(work, result.code(), some, List.of()));
        }
        for (List<Fix> some : cut(fixes, FIXES_PER_CHUNK)) {
            publish.accept(new RuleObjectsFound(work, result.code(), List.of(), some));
        }
        return objects.isEmpty() && fixes.isEmpty()
                ? result
                : result.with(
                        result.objects().stream().limit(OBJECTS_IN_RESULT).toList(),
                        result.fixes().stream().limit(FIXES_IN_RESULT).toList());
    }

    private static <T> List<T> after(List<T> all, int kept) {
        return all.subList(Math.min(kept, all.size()), all.size());
    }

    private static <T> List<List<T>> cut(List<T> all, int size) {
        List<List<T>> parts = new ArrayList<>();
        for (int first = 0; first < all.size(); first += size) {
            parts.add(List.copyOf(all.subList(first, Math.min(first + size, all.size()))));
        }
        return parts;
    }
}

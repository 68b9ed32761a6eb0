package io.godwit.validator.rules;

import io.godwit.common.migration.Fix;
import io.godwit.common.migration.Side;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Fixes of one statement for each of many objects, several statements to a [Fix], so that ten
/// thousand of them still fit into messages.
public final class Statements {
    private static final int PER_FIX = 200;

    private Statements() {}

    /// @param database null for the maintenance database
    /// @param undo the statement that takes the other one back
    public static <T> List<Fix> of(
            Side side,
            @Nullable String database,
            List<T> objects,
            Function<T, String> sql,
            Function<T, String> undo) {
        List<Fix> fixes = new ArrayList<>();
        for (int first = 0; first < objects.size(); first += PER_FIX) {
            List<T> some = objects.subList(first, Math.min(first + PER_FIX, objects.size()));
            fixes.add(new Fix(side, database, lines(some, sql), lines(some, undo), false));
        }
        return fixes;
    }

    /// Of what needs no undo.
    public static <T> List<Fix> of(
            Side side, @Nullable String database, List<T> objects, Function<T, String> sql) {
        return of(side, database, objects, sql, _ -> "").stream()
                .map(fix -> new Fix(side, database, fix.sql(), null, false))
                .toList();
    }

    private static <T> String lines(List<T> objects, Function<T, String> statement) {
        return objects.stream().map(statement).collect(Collectors.joining("\n"));
    }
}

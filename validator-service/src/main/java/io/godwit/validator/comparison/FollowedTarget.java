package io.godwit.validator.comparison;

import io.godwit.common.messaging.WorkContext;
import io.godwit.common.migration.TableName;
import io.godwit.validator.comparison.BothSides.Answers;
import java.time.Duration;
import java.util.function.Function;

/// Looks at a target that follows its source, and tells when what the source had at the last look
/// has been applied.
///
/// A look asks the target first. Then every transaction ends that may be applied there already and
/// that the source does not show yet (one that waits for a synchronous standby is in the stream
/// before it is visible). Only then the source is asked. So whatever the target shows at a look,
/// the source shows too, or something later.
///
/// Hence, if a row's version on the source is the same at two looks, and all that the source had
/// committed by the first was applied before the second, then the target has that version at the
/// second, or something is wrong with it. A row that the source has at neither look may have come
/// and gone between them; then the target's version of it is another one, except where applying may
/// leave out what comes to nothing ([#certain]).
///
/// For one thread. Waiting is bounded; once it was in vain, [#stuck] stays true and nothing waits
/// any more.
final class FollowedTarget implements Looks {
    static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(500);
    private static final Duration BETWEEN_GLANCES = Duration.ofMillis(100);

    private final BothSides sides;
    private final Duration patience;
    private final WorkContext work;
    private boolean stuck;

    FollowedTarget(BothSides sides, Duration patience, WorkContext work) {
        this.sides = sides;
        this.patience = patience;
        this.work = work;
    }

    @FunctionalInterface
    private interface Condition {
        boolean holds();
    }

    /// Whether something did not happen in time, so that nothing is proven by the last look.
    boolean stuck() {
        return stuck;
    }

    @Override
    public <T> Answers<T> ask(Function<ComparedSide, T> question) {
        T target = question.apply(sides.target());
        awaitVisible();
        return new Answers<>(question.apply(sides.source()), target);
    }

    private void awaitVisible() {
        String open = one(sides.source(), "asking who writes", FollowingQueries.OPEN);
        await(() ->
                !is(sides.source(), "asking who still writes", FollowingQueries.STILL_OPEN, open));
    }

    /// Waits until everything is applied that was committed on the source so far.
    ///
    /// @return false if that takes too long, as when applying is paused
    boolean caughtUp() {
        if (stuck) {
            return false;
        }
        String written = one(sides.source(), "asking for the WAL's end", FollowingQueries.WRITTEN);
        Pauses.pause(BETWEEN_LOOKS, work);
        await(() ->
                is(sides.target(), "looking for the bookmark", FollowingQueries.BOOKMARKED)
                        && is(
                                sides.target(),
                                "reading the bookmark",
                                FollowingQueries.PASSED,
                                written));
        return !stuck;
    }

    /// Of changes to the table that were applied so far.
    String applied(TableName table) {
        return is(sides.target(), "looking for the bookmark", FollowingQueries.BOOKMARKED)
                ? one(
                        sides.target(),
                        "counting applied changes",
                        FollowingQueries.APPLIED,
                        table.schema(),
                        table.name())
                : "";
    }

    /// Whether applying writes to the row of a key whenever a change of it leaves the row in place.
    /// Where rows are known by all that they hold, one that goes and one that comes are not written
    /// at all.
    boolean certain(TableName table) {
        return is(
                sides.source(),
                "reading the replica identity",
                FollowingQueries.KNOWN_BY_PRIMARY_KEY,
                table.schema(),
                table.name());
    }

    private void await(Condition condition) {
        long end = System.nanoTime() + patience.toNanos();
        while (!stuck && !condition.holds()) {
            stuck = System.nanoTime() > end;
            Pauses.pause(BETWEEN_GLANCES, work);
        }
    }

    private static boolean is(ComparedSide side, String doing, String query, Object... values) {
        return side.read(doing, row -> row.getBoolean(1), query, values).getFirst();
    }

    private static String one(ComparedSide side, String doing, String query, Object... values) {
        return String.join("", side.read(doing, row -> row.getString(1), query, values));
    }
}

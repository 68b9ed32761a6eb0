package io.godwit.cli.display;

import io.godwit.cli.display.MigrationView.DatabaseView;
import io.godwit.cli.display.MigrationView.Progress;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Collectors;

/// Progress for a log file: a line when the state changes, and every few seconds in between if
/// anything moved. Not thread-safe.
public final class ProgressLines {
    private static final Duration BETWEEN = Duration.ofSeconds(2);

    private String lastHead = "";
    private String lastRest = "";
    private Instant lastLine = Instant.EPOCH;

    /// @return the line to print now, if any
    public Optional<String> next(MigrationView view, Instant now) {
        String head = view.words() + steps(view);
        String rest = rest(view.progress()) + following(view);
        boolean changed = !head.equals(lastHead);
        boolean moved = !rest.equals(lastRest) && !now.isBefore(lastLine.plus(BETWEEN));
        if (!changed && !moved) {
            return Optional.empty();
        }
        lastHead = head;
        lastRest = rest;
        lastLine = now;
        String pace = view.hasEnded() ? "" : LiveFrame.pace(view, now);
        return Optional.of("%7s  %s%s%s".formatted(time(view), head, rest, pace));
    }

    private static String time(MigrationView view) {
        return Units.duration(view.duration());
    }

    private static String steps(MigrationView view) {
        if (!view.substate().equals("MigratingData")) {
            return "";
        }
        String steps =
                view.databases().stream()
                        .map(DatabaseView::step)
                        .filter(step -> !step.isEmpty())
                        .distinct()
                        .collect(Collectors.joining(", "));
        return steps.isEmpty() ? "" : " (" + TextWidth.printable(steps) + ")";
    }

    private static String following(MigrationView view) {
        if (view.hasEnded()) {
            return "";
        }
        return view.databases().stream()
                .flatMap(database -> database.following().stream())
                .filter(following -> following.appliedChanges() > 0)
                .map(LiveFrame::following)
                .collect(Collectors.joining());
    }

    private static String rest(Progress all) {
        if (all.tables() == 0) {
            return "";
        }
        return "   %s   %s rows, %s"
                .formatted(
                        LiveFrame.tables(all), Units.count(all.rows()), Units.bytes(all.bytes()));
    }
}

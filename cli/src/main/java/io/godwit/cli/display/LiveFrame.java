package io.godwit.cli.display;

import io.godwit.cli.display.MigrationView.DatabaseView;
import io.godwit.cli.display.MigrationView.FollowingView;
import io.godwit.cli.display.MigrationView.Progress;
import io.godwit.cli.display.MigrationView.TableView;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/// What `watch` draws over and over: a head, a bar per database, a bar per table in flight, and how
/// fast it goes. Pure: the same view gives the same lines.
public final class LiveFrame {
    private static final int BAR = 24;
    private static final int LEAST_NAME = 12;
    private static final int MOST_NAME = 40;

    private final int columns;
    private final int rows;

    /// @param columns of the terminal; no line is longer
    /// @param rows of the terminal; there are never more lines
    public LiveFrame(int columns, int rows) {
        this.columns = columns;
        this.rows = rows;
    }

    public List<String> lines(MigrationView view, Instant now) {
        List<String> lines = new ArrayList<>();
        lines.add(head(view));
        List<String> bars = bars(view);
        List<String> foot = foot(view, now);
        int room = Math.max(1, rows - 2 - foot.size());
        lines.addAll(bars.subList(0, Math.min(room, bars.size())));
        if (bars.size() > room) {
            lines.set(room, "  … and %s more".formatted(Units.count(bars.size() - room + 1)));
        }
        lines.addAll(foot);
        return lines.stream().map(line -> TextWidth.cut(line, columns - 1)).toList();
    }

    private static String head(MigrationView view) {
        Duration duration = view.duration();
        Duration shown =
                duration.toSeconds() < 10 || view.hasEnded()
                        ? duration
                        : Duration.ofSeconds(duration.toSeconds());
        return "%s  %s  %s"
                .formatted(TextWidth.printable(view.name()), view.words(), Units.duration(shown));
    }

    private List<String> bars(MigrationView view) {
        int width = nameWidth(view);
        List<String> bars = new ArrayList<>();
        for (DatabaseView database : view.databases()) {
            bars.add(bar(database.name(), database.progress(), width, step(database)));
            database.tables().stream()
                    .filter(TableView::copying)
                    .forEach(t -> bars.add(bar("  " + t.qualified(), progress(t), width, "")));
        }
        return bars;
    }

    private int nameWidth(MigrationView view) {
        int widest =
                view.databases().stream()
                        .flatMap(LiveFrame::names)
                        .mapToInt(name -> TextWidth.columns(TextWidth.printable(name)))
                        .max()
                        .orElse(LEAST_NAME);
        return Math.clamp(widest, LEAST_NAME, Math.clamp(columns / 3, LEAST_NAME, MOST_NAME));
    }

    private static Stream<String> names(DatabaseView database) {
        return Stream.concat(
                Stream.of(database.name()),
                database.tables().stream()
                        .filter(TableView::copying)
                        .map(table -> "  " + table.qualified()));
    }

    private static String bar(String name, Progress progress, int width, String step) {
        String shown = TextWidth.cut(TextWidth.printable(name), width);
        return "%s  %s %5s%s%s"
                .formatted(
                        TextWidth.padded(shown, width),
                        Bar.of(progress.fraction(), BAR),
                        Units.percent(progress.fraction()),
                        rowsOf(progress),
                        step)
                .stripTrailing();
    }

    private static String rowsOf(Progress progress) {
        if (progress.tables() == 0) {
            return "";
        }
        String of =
                progress.estimatedRows() > 0 && !progress.allCopied()
                        ? " of about " + Units.count(progress.estimatedRows())
                        : "";
        return "  " + Units.count(progress.rows()) + of + " rows, " + Units.bytes(progress.bytes());
    }

    private static String step(DatabaseView database) {
        Progress progress = database.progress();
        return switch (database.step()) {
            case "", "Copying" -> "";
            case "BuildingIndexes" ->
                    "  BuildingIndexes %s of %s"
                            .formatted(
                                    Units.count(progress.indexesBuilt()),
                                    Units.count(progress.indexes()));
            case "Following", "CuttingOver" ->
                    "  "
                            + TextWidth.printable(database.step())
                            + database.following().map(LiveFrame::following).orElse("");
            default -> "  " + TextWidth.printable(database.step());
        };
    }

    /// `, 12,345 changes applied, 0.2 s behind`, and at a cutover what it means for applications
    static String following(FollowingView following) {
        String behind =
                following.latency() < 0
                        ? ""
                        : String.format(Locale.ROOT, ", %.1f s behind", following.latency());
        return ", %s changes applied%s%s"
                .formatted(
                        Units.count(following.appliedChanges()), behind, following.applications());
    }

    private static Progress progress(TableView table) {
        return new Progress(
                0,
                1,
                0,
                0,
                table.rows(),
                table.bytes(),
                table.estimatedRows(),
                0,
                0,
                Optional.empty(),
                0,
                0);
    }

    private static List<String> foot(MigrationView view, Instant now) {
        Progress all = view.progress();
        return all.tables() == 0 ? List.of() : List.of(tables(all) + pace(view, now));
    }

    static String tables(Progress all) {
        String open =
                all.allCopied()
                        ? ""
                        : ", %s copying, %s queued"
                                .formatted(Units.count(all.copying()), Units.count(all.queued()));
        String errored = all.errored() == 0 ? "" : ", " + Units.count(all.errored()) + " errored";
        return "%s of %s tables copied%s%s"
                .formatted(Units.count(all.copied()), Units.count(all.tables()), open, errored);
    }

    static String pace(MigrationView view, Instant now) {
        Progress all = view.progress();
        if (all.rowsPerSecond() <= 0) {
            return "";
        }
        return "   %s rows/s, %s/s%s"
                .formatted(
                        Units.count(Math.round(all.rowsPerSecond())),
                        Units.bytes(Math.round(all.bytesPerSecond())),
                        left(all, now));
    }

    private static String left(Progress all, Instant now) {
        return all.estimatedFinish()
                .filter(finish -> !all.allCopied() && finish.isAfter(now))
                .map(finish -> Duration.between(now, finish))
                .map(left -> ", about " + Units.wholeSeconds(left) + " left")
                .orElse("");
    }
}

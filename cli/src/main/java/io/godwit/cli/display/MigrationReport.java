package io.godwit.cli.display;

import io.godwit.cli.display.MigrationView.DatabaseView;
import io.godwit.cli.display.MigrationView.FailureView;
import io.godwit.cli.display.MigrationView.FollowingView;
import io.godwit.cli.display.MigrationView.NoticeView;
import io.godwit.cli.display.MigrationView.Progress;
import io.godwit.cli.display.MigrationView.RuleView;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// Migrations in tables and sentences, for people.
public final class MigrationReport {
    private static final int OBJECTS_SHOWN = 10;

    /// Failures after which nothing can go on.
    private static final Set<String> LOST = Set.of("SLOT_LOST", "CHANGES_MISSING");

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss").withZone(ZoneId.systemDefault());

    private MigrationReport() {}

    public static List<String> list(List<MigrationView> migrations) {
        if (migrations.isEmpty()) {
            return List.of("There are no migrations.");
        }
        Table table =
                new Table()
                        .left("NAME")
                        .left("STATUS")
                        .left("MODE")
                        .left("TYPE")
                        .left("SOURCE")
                        .left("SOURCE TYPE")
                        .left("DATABASES")
                        .right("DURATION")
                        .left("START");
        for (MigrationView view : migrations) {
            table.row(
                    view.name(),
                    view.state(),
                    view.mode(),
                    view.option(),
                    view.source(),
                    view.sourceType(),
                    names(view),
                    Units.duration(view.duration()),
                    time(view.started()));
        }
        return table.lines();
    }

    /// Everything but the tables.
    public static List<String> whole(MigrationView view) {
        List<String> lines = new ArrayList<>(head(view));
        lines.add("");
        lines.addAll(databases(view));
        lines.addAll(comparison(view));
        lines.addAll(following(view));
        lines.addAll(rules(view));
        lines.addAll(notices(view));
        lines.addAll(failure(view));
        return lines;
    }

    /// How it ended, and what there is to do.
    public static List<String> outcome(MigrationView view) {
        List<String> lines = new ArrayList<>();
        lines.add(
                "%s: %s after %s%s"
                        .formatted(
                                TextWidth.printable(view.name()),
                                view.state(),
                                Units.duration(view.duration()),
                                moved(view.progress())));
        lines.addAll(following(view));
        lines.addAll(comparison(view));
        if (!view.state().equals("Succeeded")) {
            lines.addAll(rules(view));
        }
        lines.addAll(notices(view));
        lines.addAll(failure(view));
        return lines;
    }

    private static String moved(Progress all) {
        return all.tables() == 0
                ? ""
                : "; %s, %s rows, %s"
                        .formatted(
                                LiveFrame.tables(all),
                                Units.count(all.rows()),
                                Units.bytes(all.bytes()));
    }

    private static List<String> head(MigrationView view) {
        Table table = new Table().left("Name").left(view.name());
        table.row("State", view.words());
        table.row("Mode", view.mode());
        table.row("Option", view.option());
        table.row("Source", view.source() + " (" + view.sourceType() + ")");
        table.row("Target", view.target());
        table.row("Verification", view.verification());
        table.row("Started", time(view.started()));
        view.ended().ifPresent(end -> table.row("Ended", time(Optional.of(end))));
        table.row("Duration", Units.duration(view.duration()));
        return table.lines();
    }

    private static List<String> databases(MigrationView view) {
        Table table =
                new Table()
                        .left("DATABASE")
                        .left("ON TARGET")
                        .left("STEP")
                        .right("TABLES")
                        .right("QUEUED")
                        .right("COPYING")
                        .right("COPIED")
                        .right("ERRORED")
                        .right("ROWS")
                        .right("BYTES")
                        .right("INDEXES");
        view.databases().forEach(database -> table.row(row(database)));
        return table.lines();
    }

    private static List<String> row(DatabaseView database) {
        Progress progress = database.progress();
        return List.of(
                database.name(),
                database.targetName(),
                database.step(),
                Units.count(progress.tables()),
                Units.count(progress.queued()),
                Units.count(progress.copying()),
                Units.count(progress.copied()),
                Units.count(progress.errored()),
                Units.count(progress.rows()),
                Units.bytes(progress.bytes()),
                Units.count(progress.indexesBuilt()) + "/" + Units.count(progress.indexes()));
    }

    private static List<String> following(MigrationView view) {
        List<String> lines = new ArrayList<>();
        for (DatabaseView database : view.databases()) {
            database.following().ifPresent(known -> lines.add(following(database, known)));
        }
        next(view).ifPresent(command -> lines.add("Then: godwit " + command));
        return lines;
    }

    /// What a person may do with databases that are followed.
    private static Optional<String> next(MigrationView view) {
        boolean rests =
                view.databases().stream()
                        .flatMap(database -> database.following().stream())
                        .anyMatch(FollowingView::rests);
        if (rests && !view.hasEnded()) {
            return Optional.of("resume " + printable(view.name()));
        }
        return view.waitsForCutover()
                ? Optional.of("cutover " + printable(view.name()) + " --fence --wait")
                : Optional.empty();
    }

    private static String following(DatabaseView database, FollowingView known) {
        String behind =
                known.latency() < 0 || known.pauseMillis() >= 0
                        ? ""
                        : String.format(Locale.ROOT, ", %.1f s behind", known.latency());
        String into = database.staging().isEmpty() ? "" : " into " + printable(database.staging());
        return "Followed %s%s: %s, %s inserted, %s updated, %s deleted%s%s"
                .formatted(
                        printable(database.name()),
                        into,
                        known.state(),
                        Units.count(known.inserts()),
                        Units.count(known.updates()),
                        Units.count(known.deletes()),
                        behind,
                        known.applications());
    }

    static List<String> comparison(MigrationView view) {
        return view.comparison()
                .map(compared -> {
                    List<String> lines = new ArrayList<>();
                    lines.add(
                            "Compared (%s): %s of %s tables are equal"
                                    .formatted(
                                            level(view),
                                            Units.count(compared.equal()),
                                            Units.count(compared.tables())));
                    compared.differences().forEach(d -> lines.add("  differs: " + printable(d)));
                    return lines;
                })
                .orElseGet(ArrayList::new);
    }

    /// Where none was asked for, tables that were changed while following were compared row by row.
    private static String level(MigrationView view) {
        return view.verification().equals("none") ? "full" : view.verification();
    }

    /// How the rules went, and what there is to mend.
    static List<String> rules(MigrationView view) {
        if (view.rules().isEmpty()) {
            return List.of();
        }
        List<String> lines = new ArrayList<>();
        lines.add(
                "Validation: "
                        + count(view, "Succeeded")
                        + " rules succeeded, "
                        + count(view, "Warning")
                        + " with a warning, "
                        + count(view, "Failed")
                        + " failed");
        alike(view.rules()).forEach(rules -> lines.addAll(rules(rules)));
        return lines;
    }

    /// Rules that did not succeed; those that could not be asked for one and the same reason stand
    /// together.
    private static Collection<List<RuleView>> alike(List<RuleView> rules) {
        return rules.stream()
                .filter(rule -> !rule.succeeded())
                .collect(
                        Collectors.groupingBy(
                                MigrationReport::reason, LinkedHashMap::new, Collectors.toList()))
                .values();
    }

    private static Object reason(RuleView rule) {
        return rule.message().startsWith("not checked")
                ? List.of(rule.status(), rule.scope(), rule.message())
                : rule;
    }

    private static List<String> rules(List<RuleView> alike) {
        if (alike.size() == 1) {
            return rule(alike.getFirst());
        }
        RuleView first = alike.getFirst();
        String more =
                alike.size() > OBJECTS_SHOWN
                        ? " and %s more".formatted(Units.count(alike.size() - OBJECTS_SHOWN))
                        : "";
        String codes =
                alike.stream()
                        .limit(OBJECTS_SHOWN)
                        .map(rule -> printable(rule.code()))
                        .collect(Collectors.joining(", "));
        return List.of(
                "  %-7s  %s: %s rules %s"
                        .formatted(
                                first.status(),
                                printable(first.scope()),
                                Units.count(alike.size()),
                                printable(first.message())),
                "           " + printable(first.action()),
                "           They are " + codes + more + ".");
    }

    private static String count(MigrationView view, String status) {
        return Units.count(view.rules().stream().filter(r -> r.status().equals(status)).count());
    }

    private static List<String> rule(RuleView rule) {
        List<String> lines = new ArrayList<>();
        lines.add(
                "  %-7s  %s: %s (%s)"
                        .formatted(
                                rule.status(),
                                printable(rule.scope()),
                                printable(rule.message()),
                                printable(rule.code())));
        if (!rule.meaning().isEmpty()) {
            lines.add("           " + printable(rule.meaning()));
        }
        lines.addAll(objects(rule.objects(), rule.objectCount()));
        if (!rule.action().isEmpty()) {
            lines.add("           " + printable(rule.action()));
        }
        if (!rule.fix().isEmpty()) {
            rule.fix().lines().forEach(sql -> lines.add("             " + printable(sql)));
        }
        return lines;
    }

    private static List<String> objects(List<String> objects) {
        return objects(objects, objects.size());
    }

    private static List<String> objects(List<String> objects, long count) {
        List<String> lines = new ArrayList<>();
        objects.stream()
                .limit(OBJECTS_SHOWN)
                .forEach(object -> lines.add("           - " + printable(object)));
        if (count > OBJECTS_SHOWN) {
            String more = Units.count(count - OBJECTS_SHOWN);
            lines.add("           - and " + more + " more (--output json shows all)");
        }
        return lines;
    }

    private static List<String> notices(MigrationView view) {
        List<String> lines = new ArrayList<>();
        for (NoticeView notice : view.notices()) {
            lines.add(
                    "  Notice   %s (%s)"
                            .formatted(printable(notice.message()), printable(notice.code())));
            lines.addAll(objects(notice.objects()));
            if (!notice.action().isEmpty()) {
                lines.add("           " + printable(notice.action()));
            }
        }
        return lines;
    }

    private static List<String> failure(MigrationView view) {
        return view.failure().map(failure -> failure(view, failure)).orElseGet(List::of);
    }

    private static List<String> failure(MigrationView view, FailureView failure) {
        List<String> lines = new ArrayList<>();
        lines.add(
                "%s: %s (%s)"
                        .formatted(
                                failed(view),
                                printable(failure.message()),
                                printable(failure.code())));
        failure.serverText().lines().forEach(line -> lines.add("  server: " + printable(line)));
        if (!failure.action().isEmpty()) {
            lines.add("  " + printable(failure.action()));
        }
        if (view.state().equals("Failed") && !LOST.contains(failure.code())) {
            lines.add("  Then: godwit retry " + printable(view.name()));
        }
        return lines;
    }

    private static String failed(MigrationView view) {
        if (view.hasEnded()) {
            return "Failed";
        }
        return view.mode().equals("Online") ? "Last error" : "Being tried again";
    }

    private static String names(MigrationView view) {
        return view.databases().stream().map(DatabaseView::name).collect(Collectors.joining(", "));
    }

    private static String printable(String text) {
        return TextWidth.printable(text);
    }

    private static String time(Optional<Instant> time) {
        return time.map(TIME::format).orElse("");
    }
}

package io.godwit.gateway.reports;

import io.godwit.common.migration.Notice;
import io.godwit.common.migration.RuleStatus;
import io.godwit.gateway.reports.MigrationReport.Content;
import io.godwit.gateway.reports.MigrationReport.DatabaseTables;
import io.godwit.gateway.reports.MigrationReport.Pause;
import io.godwit.gateway.views.ComparisonRun;
import io.godwit.gateway.views.ComparisonRun.FoundDifference;
import io.godwit.gateway.views.ErrorDetails;
import io.godwit.gateway.views.MigrationDetails;
import io.godwit.gateway.views.MigrationDetails.DatabaseDetails;
import io.godwit.gateway.views.RuleDetails;
import io.godwit.gateway.views.TableDetails;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Writes a report as one page of HTML without scripts, images or anything from elsewhere.
final class ReportPage {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss 'UTC'", Locale.ROOT)
                    .withZone(ZoneOffset.UTC);
    private static final int MOST_TABLES = 500;

    private final MigrationReport report;
    private final StringBuilder page = new StringBuilder();

    private ReportPage(MigrationReport report) {
        this.report = report;
    }

    static String of(MigrationReport report) {
        return new ReportPage(report).written();
    }

    private String written() {
        Content content = report.content();
        MigrationDetails migration = content.migration();
        page.append("<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\">")
                .append("<meta name=\"viewport\" content=\"width=device-width\"><title>")
                .append(text("Migration " + migration.name()))
                .append("</title><style>")
                .append(style())
                .append("</style></head><body><main>");
        head(migration);
        figures(content);
        if (migration.lastError() != null) {
            error(migration.lastError());
        }
        servers(content);
        databases(content);
        comparisons(content.comparisons());
        findings(migration);
        tables(content.databases());
        page.append("<footer><p>Made ")
                .append(time(report.made()))
                .append(" by Godwit ")
                .append(text(report.godwit()))
                .append("</p><p class=\"digest\">")
                .append(report.digestAlgorithm())
                .append(" ")
                .append(report.digest())
                .append("</p></footer></main></body></html>\n");
        return page.toString();
    }

    private static String style() {
        try (InputStream sheet = ReportPage.class.getResourceAsStream("report.css")) {
            return new String(Objects.requireNonNull(sheet).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void head(MigrationDetails migration) {
        String state = migration.state().toString();
        page.append("<header><p class=\"kind\">Migration report</p><h1>")
                .append(text(migration.name()))
                .append("</h1><p class=\"state ")
                .append(state.toLowerCase(Locale.ROOT))
                .append("\">")
                .append(text(state))
                .append("</p><p class=\"sub\">")
                .append(text(migration.mode() + ", " + migration.option()))
                .append(" · ")
                .append(time(migration.started()))
                .append(migration.ended() == null ? "" : " to " + time(migration.ended()))
                .append("</p></header>");
    }

    private void figures(Content content) {
        MigrationDetails migration = content.migration();
        page.append("<section class=\"figures\">");
        figure(duration(migration.durationSeconds()), "duration");
        figure(count(migration.progress().rows()), "rows copied");
        figure(bytes(migration.progress().bytes()), "copied");
        content.pauses().stream()
                .max(Comparator.comparingLong(Pause::millis))
                .ifPresent(
                        longest -> figure(duration(longest.millis() / 1000.0), "pause at cutover"));
        figure(verdict(content), "compared");
        page.append("</section>");
    }

    private static String verdict(Content content) {
        Optional<ComparisonRun> latest = content.comparisons().stream().findFirst();
        if (latest.isPresent()) {
            return latest.get().status().toString();
        }
        var own = content.migration().comparison();
        if (own == null) {
            return "Not compared";
        }
        return own.differences().isEmpty() ? "Equal" : "Different";
    }

    private void figure(String value, String name) {
        page.append("<div><b>")
                .append(text(value))
                .append("</b><span>")
                .append(text(name))
                .append("</span></div>");
    }

    private void error(ErrorDetails error) {
        page.append("<section><h2>What went wrong</h2><p class=\"bad\">")
                .append(text(error.message()))
                .append("</p><p>")
                .append(text(error.code() + ". " + error.action()))
                .append("</p></section>");
    }

    private void servers(Content content) {
        MigrationDetails migration = content.migration();
        begin("Servers", "Side", "Address", "User", "TLS", "PostgreSQL");
        row(
                "Source",
                migration.source().address(),
                migration.source().user(),
                migration.source().sslMode().toString(),
                version(content, true));
        row(
                "Target",
                migration.target().address(),
                migration.target().user(),
                migration.target().sslMode().toString(),
                version(content, false));
        end();
    }

    /// As comparison or validation saw it.
    private static String version(Content content, boolean source) {
        return content.comparisons().stream()
                .flatMap(run -> run.databases().stream())
                .map(run -> source ? run.sourceVersion() : run.targetVersion())
                .findFirst()
                .or(() ->
                        rules(content.migration())
                                .filter(rule ->
                                        rule.code()
                                                .equals(
                                                        source
                                                                ? "SOURCE_VERSION"
                                                                : "TARGET_VERSION"))
                                .map(RuleDetails::message)
                                .findFirst())
                .orElse("not recorded");
    }

    private void databases(Content content) {
        begin("Databases", "Database", "On the target", "Step", "Tables", "Rows", "Bytes", "Pause");
        for (DatabaseDetails database : content.migration().databases()) {
            row(
                    database.name(),
                    database.targetName(),
                    database.step().toString(),
                    count(
                            content.databases().stream()
                                    .filter(each -> each.database().equals(database.name()))
                                    .mapToLong(each -> each.tables().size())
                                    .sum()),
                    count(database.progress().rows()),
                    bytes(database.progress().bytes()),
                    content.pauses().stream()
                            .filter(pause -> pause.database().equals(database.name()))
                            .map(pause -> duration(pause.millis() / 1000.0))
                            .findFirst()
                            .orElse("–"));
        }
        end();
    }

    private void comparisons(List<ComparisonRun> runs) {
        var own = report.content().migration().comparison();
        if (own != null) {
            begin("Verification of the copy", "Level", "Tables", "Equal", "Different");
            row(
                    report.content().migration().verification().toString(),
                    count(own.tables()),
                    count(own.equal()),
                    count(own.tables() - (long) own.equal()));
            end();
        }
        if (runs.isEmpty()) {
            return;
        }
        begin(
                "Comparisons",
                "No.",
                "Level",
                "Result",
                "Begun",
                "Tables",
                "Rows",
                "Objects",
                "Differ");
        for (ComparisonRun run : runs) {
            row(
                    String.valueOf(run.number()),
                    run.level().toString(),
                    run.status().toString(),
                    TIME.format(run.started()),
                    count(run.tables()),
                    count(run.rows()),
                    count(run.objects()),
                    count(run.differing()));
        }
        end();
        differences(runs.getFirst());
    }

    private void differences(ComparisonRun run) {
        if (run.differences().isEmpty()) {
            return;
        }
        begin(
                "Differences of comparison " + run.number(),
                "Database",
                "What",
                "Object",
                "Source",
                "Target");
        for (FoundDifference found : run.differences()) {
            row(
                    found.database(),
                    found.type() + " " + found.kind(),
                    found.key() == null ? found.object() : found.object() + " " + found.key(),
                    orDash(found.source()),
                    orDash(found.target()));
        }
        end();
    }

    private void findings(MigrationDetails migration) {
        List<RuleDetails> rules =
                rules(migration).filter(rule -> rule.status() != RuleStatus.SUCCEEDED).toList();
        if (!rules.isEmpty()) {
            begin("Warnings of the validation", "Rule", "Result", "What it says", "Objects");
            rules.forEach(rule ->
                    row(
                            rule.code(),
                            rule.status().toString(),
                            rule.message(),
                            String.join(", ", rule.objects())));
            end();
        }
        if (!migration.notices().isEmpty()) {
            begin(
                    "What did not move, and why",
                    "Notice",
                    "Database",
                    "Why",
                    "What to do",
                    "Objects");
            for (Notice notice : migration.notices()) {
                row(
                        notice.code(),
                        orDash(notice.database()),
                        notice.message(),
                        notice.action(),
                        String.join(", ", notice.objects()));
            }
            end();
        }
    }

    private static Stream<RuleDetails> rules(MigrationDetails migration) {
        var validation = migration.validation();
        return validation == null
                ? Stream.of()
                : Stream.concat(
                        validation.server().rules().stream(),
                        validation.databases().stream()
                                .flatMap(database -> database.rules().stream()));
    }

    private void tables(List<DatabaseTables> databases) {
        for (DatabaseTables database : databases) {
            if (!database.tables().isEmpty()) {
                begin("Tables of " + database.database(), "Table", "State", "Rows", "Bytes");
                database.tables().stream().limit(MOST_TABLES).forEach(this::table);
                end();
                long more = database.tables().size() - (long) MOST_TABLES;
                if (more > 0) {
                    page.append("<p class=\"more\">and ")
                            .append(count(more))
                            .append(" more; the JSON report lists them.</p>");
                }
            }
        }
    }

    private void table(TableDetails table) {
        row(
                table.schema() + "." + table.name(),
                table.state().toString(),
                count(table.rows()),
                bytes(table.bytes()));
    }

    private void begin(String title, String... columns) {
        page.append("<section><h2>").append(text(title)).append("</h2><table><thead><tr>");
        for (String column : columns) {
            page.append("<th>").append(text(column)).append("</th>");
        }
        page.append("</tr></thead><tbody>");
    }

    private void row(String... cells) {
        page.append("<tr>");
        for (String cell : cells) {
            boolean number = cell.matches("[\\d ,.]+( [kMGT]?B)?|–");
            page.append(number ? "<td class=\"n\">" : "<td>").append(text(cell)).append("</td>");
        }
        page.append("</tr>");
    }

    private void end() {
        page.append("</tbody></table></section>");
    }

    private static String orDash(@Nullable String text) {
        return text == null || text.isEmpty() ? "–" : text;
    }

    private static String time(Instant at) {
        return "<time datetime=\"%s\">%s</time>".formatted(at, TIME.format(at));
    }

    private static String count(long number) {
        return String.format(Locale.ROOT, "%,d", number).replace(',', '\u202f');
    }

    private static String bytes(long number) {
        String[] units = {"B", "kB", "MB", "GB", "TB"};
        double value = number;
        int unit = 0;
        while (value >= 1000 && unit < units.length - 1) {
            value /= 1000;
            unit++;
        }
        return String.format(Locale.ROOT, unit == 0 ? "%.0f %s" : "%.1f %s", value, units[unit]);
    }

    private static String duration(double seconds) {
        if (seconds < 60) {
            return String.format(Locale.ROOT, "%.1f s", seconds);
        }
        long whole = Math.round(seconds);
        return whole < 3600
                ? "%d min %d s".formatted(whole / 60, whole % 60)
                : "%d h %d min".formatted(whole / 3600, whole % 3600 / 60);
    }

    private static String text(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }
}

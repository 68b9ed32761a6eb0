package io.godwit.gateway.reports;

import io.godwit.gateway.reports.MigrationReport.Content;
import io.godwit.gateway.reports.MigrationReport.DatabaseTables;
import io.godwit.gateway.reports.MigrationReport.Pause;
import io.godwit.gateway.views.ComparisonRun;
import io.godwit.gateway.views.FollowingDetails;
import io.godwit.gateway.views.MigrationDetails;
import io.godwit.gateway.views.MigrationDetails.DatabaseDetails;
import io.godwit.gateway.views.MigrationView;
import io.godwit.gateway.views.Views;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.json.JsonMapper;

/// The report of a migration: JSON, or a page that needs nothing else.
@RestController
@RequestMapping("/api/v1/migrations/{name}/report")
public final class ReportController {
    private final Views views;
    private final JsonMapper json;
    private final Clock clock;

    public ReportController(Views views, JsonMapper json, Clock clock) {
        this.views = views;
        this.json = json;
        this.clock = clock;
    }

    @GetMapping(produces = MediaType.APPLICATION_JSON_VALUE)
    byte[] report(@PathVariable String name) {
        Instant now = clock.instant();
        Content content = content(name, now);
        return new DigestedContent(json, json.writeValueAsBytes(content)).body(version(), now);
    }

    @GetMapping(produces = MediaType.TEXT_HTML_VALUE)
    String page(@PathVariable String name) {
        return ReportPage.of(made(name));
    }

    private MigrationReport made(String name) {
        Instant now = clock.instant();
        Content content = content(name, now);
        return new MigrationReport(
                version(),
                now,
                DigestedContent.ALGORITHM,
                new DigestedContent(json, json.writeValueAsBytes(content)).digest(),
                content);
    }

    private static String version() {
        String version = ReportController.class.getPackage().getImplementationVersion();
        return Objects.requireNonNullElse(version, "development");
    }

    /// What has ended is told as of its end, so that its digest stays the same.
    private Content content(String name, Instant now) {
        MigrationView view = views.existing(name);
        MigrationDetails details = views.existing(name, known -> known.details(now));
        return new Content(
                details,
                details.databases().stream().map(database -> tables(view, database)).toList(),
                details.databases().stream()
                        .map(ReportController::pause)
                        .flatMap(Optional::stream)
                        .toList(),
                view.comparisons().stream()
                        .map(ComparisonRun::number)
                        .map(view::comparison)
                        .flatMap(Optional::stream)
                        .toList());
    }

    private static DatabaseTables tables(MigrationView view, DatabaseDetails database) {
        return new DatabaseTables(database.name(), view.tables(database.name()).orElse(List.of()));
    }

    private static Optional<Pause> pause(DatabaseDetails database) {
        FollowingDetails following = database.following();
        FollowingDetails.CutoverDetails cutover = following == null ? null : following.cutover();
        Instant paused = cutover == null ? null : cutover.paused();
        Instant ended = cutover == null ? null : cutover.ended();
        Long millis = cutover == null ? null : cutover.pauseMillis();
        return paused == null || ended == null || millis == null
                ? Optional.empty()
                : Optional.of(new Pause(database.name(), paused, ended, millis));
    }
}

package io.godwit.gateway.migrations;

import io.godwit.common.migration.FailureCode;
import io.godwit.common.migration.MigrationException;
import io.godwit.common.migration.MigrationRequest;
import io.godwit.common.migration.MigrationRequest.CutoverMigration;
import io.godwit.common.migration.MigrationRequest.PauseMigration;
import io.godwit.common.migration.MigrationRequest.ResumeMigration;
import io.godwit.gateway.requests.CutoverForm;
import io.godwit.gateway.views.FollowingDetails;
import io.godwit.gateway.views.MigrationDetails;
import io.godwit.gateway.views.MigrationDetails.DatabaseDetails;
import io.godwit.gateway.views.Views;
import java.net.URI;
import java.time.Clock;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/// What an online migration is asked for while it follows its source.
@RestController
@RequestMapping("/api/v1/migrations/{name}")
public final class CutoverController {
    private final MigrationRequests requests;
    private final Views views;
    private final Clock clock;

    public CutoverController(MigrationRequests requests, Views views, Clock clock) {
        this.requests = requests;
        this.views = views;
        this.clock = clock;
    }

    @PostMapping("/cutover")
    ResponseEntity<MigrationDetails> cutover(
            @PathVariable String name, @RequestBody(required = false) @Nullable String body) {
        CutoverForm form = CutoverForm.read(body);
        Integer most = form.maxLagSeconds();
        if (most != null) {
            refuseLag(details(name), form.database(), most);
        }
        return accepted(
                new CutoverMigration(
                        existing(name), form.database(), form.fence(), form.timeout().toMillis()));
    }

    private static void refuseLag(MigrationDetails details, @Nullable String only, int most) {
        for (DatabaseDetails database : details.databases()) {
            FollowingDetails following = database.following();
            boolean asked = only == null || only.equals(database.name());
            if (asked && following != null && database.ended() == null) {
                Double latency = following.latency();
                if (latency == null || latency > most) {
                    throw new MigrationException(
                            FailureCode.CUTOVER_TOO_EARLY,
                            "%s is %s behind the source, more than %d s."
                                    .formatted(
                                            database.name(),
                                            latency == null ? "an unknown time" : latency + " s",
                                            most));
                }
            }
        }
    }

    @PostMapping("/pause")
    ResponseEntity<MigrationDetails> pause(@PathVariable String name) {
        return accepted(new PauseMigration(existing(name)));
    }

    @PostMapping("/resume")
    ResponseEntity<MigrationDetails> resume(@PathVariable String name) {
        return accepted(new ResumeMigration(existing(name)));
    }

    private ResponseEntity<MigrationDetails> accepted(MigrationRequest request) {
        requests.ask(request);
        return ResponseEntity.accepted()
                .location(URI.create("/api/v1/migrations/" + request.migration()))
                .body(details(request.migration()));
    }

    private String existing(String name) {
        details(name);
        return name;
    }

    private MigrationDetails details(String name) {
        return views.find(name)
                .flatMap(view -> view.details(clock.instant()))
                .orElseThrow(() ->
                        new MigrationException(
                                FailureCode.MIGRATION_NOT_FOUND,
                                "There is no migration named " + name + "."));
    }
}

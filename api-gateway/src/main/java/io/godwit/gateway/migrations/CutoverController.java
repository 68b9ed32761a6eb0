package io.godwit.gateway.migrations;

import io.godwit.common.migration.FailureCode;
import io.godwit.common.migration.MigrationException;
import io.godwit.common.migration.MigrationRequest.CutoverMigration;
import io.godwit.common.migration.MigrationRequest.PauseMigration;
import io.godwit.common.migration.MigrationRequest.ResumeMigration;
import io.godwit.gateway.requests.CutoverForm;
import io.godwit.gateway.views.FollowingDetails;
import io.godwit.gateway.views.MigrationDetails;
import io.godwit.gateway.views.MigrationDetails.DatabaseDetails;
import io.godwit.gateway.views.Views;
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
    private final AcceptedRequests accepted;
    private final Views views;
    private final Clock clock;

    public CutoverController(MigrationRequests requests, Views views, Clock clock) {
        this.accepted = new AcceptedRequests(requests, views, clock);
        this.views = views;
        this.clock = clock;
    }

    @PostMapping("/cutover")
    ResponseEntity<MigrationDetails> cutover(
            @PathVariable String name, @RequestBody(required = false) @Nullable String body) {
        CutoverForm form = CutoverForm.read(body);
        Integer most = form.maxLagSeconds();
        if (most != null) {
            refuseLag(
                    views.existing(name, view -> view.details(clock.instant())),
                    form.database(),
                    most);
        }
        return accepted.ask(
                new CutoverMigration(
                        name, form.database(), form.fence(), form.timeout().toMillis()));
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
        return accepted.ask(new PauseMigration(name));
    }

    @PostMapping("/resume")
    ResponseEntity<MigrationDetails> resume(@PathVariable String name) {
        return accepted.ask(new ResumeMigration(name));
    }
}

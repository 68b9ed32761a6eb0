package io.godwit.gateway.migrations;

import io.godwit.common.migration.MigrationRequest.CancelMigration;
import io.godwit.common.migration.MigrationRequest.DeleteMigration;
import io.godwit.common.migration.MigrationRequest.RetryMigration;
import io.godwit.common.migration.MigrationRequest.RevalidateMigration;
import io.godwit.gateway.problems.InvalidRequestException;
import io.godwit.gateway.requests.CancelForm;
import io.godwit.gateway.requests.CreateForm;
import io.godwit.gateway.views.MigrationDetails;
import io.godwit.gateway.views.MigrationSummary;
import io.godwit.gateway.views.Views;
import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/// Migrations: created, listed, shown, canceled, retried, deleted.
@RestController
@RequestMapping("/api/v1/migrations")
public final class MigrationController {
    private static final int LONGEST_KEY = 255;

    private final MigrationRequests requests;
    private final AcceptedRequests accepted;
    private final Views views;
    private final Clock clock;

    public MigrationController(MigrationRequests requests, Views views, Clock clock) {
        this.requests = requests;
        this.accepted = new AcceptedRequests(requests, views, clock);
        this.views = views;
        this.clock = clock;
    }

    /// @param migrations the newest start first
    public record MigrationList(List<MigrationSummary> migrations) {}

    @PostMapping(consumes = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<MigrationDetails> create(
            @RequestBody String body,
            @RequestParam(required = false) @Nullable String name,
            @RequestParam(required = false) @Nullable String mode,
            @RequestParam(required = false) @Nullable String option,
            @RequestHeader(name = "Idempotency-Key", required = false)
                    @Nullable String idempotencyKey) {
        checkKey(idempotencyKey);
        MigrationRequests.Created created =
                requests.create(body, new CreateForm.Arguments(name, mode, option), idempotencyKey);
        URI location = AcceptedRequests.location(created.spec().name());
        return (created.repeated()
                        ? ResponseEntity.ok().location(location)
                        : ResponseEntity.created(location))
                .body(details(created.spec().name()));
    }

    private static void checkKey(@Nullable String key) {
        if (key != null && (key.isBlank() || key.length() > LONGEST_KEY)) {
            throw new InvalidRequestException(
                    "Idempotency-Key", "1 to " + LONGEST_KEY + " characters are expected");
        }
    }

    @GetMapping
    MigrationList list(@RequestParam(defaultValue = "all") String filter) {
        boolean activeOnly =
                switch (filter.toLowerCase(Locale.ROOT)) {
                    case "active" -> true;
                    case "all" -> false;
                    default ->
                            throw new InvalidRequestException(
                                    "filter", "active or all is expected");
                };
        Instant now = clock.instant();
        return new MigrationList(
                views.all()
                        .map(view -> view.summary(now))
                        .flatMap(Optional::stream)
                        .filter(summary -> !activeOnly || !summary.status().ended())
                        .sorted(
                                Comparator.comparing(MigrationSummary::started)
                                        .reversed()
                                        .thenComparing(MigrationSummary::name))
                        .toList());
    }

    @GetMapping("/{name}")
    MigrationDetails show(@PathVariable String name) {
        return details(name);
    }

    @PostMapping("/{name}/cancel")
    ResponseEntity<MigrationDetails> cancel(
            @PathVariable String name, @RequestBody(required = false) @Nullable String body) {
        boolean keepTarget = CancelForm.keepTarget(body);
        return accepted.ask(new CancelMigration(name, keepTarget));
    }

    @PostMapping("/{name}/retry")
    ResponseEntity<MigrationDetails> retry(@PathVariable String name) {
        return accepted.ask(new RetryMigration(name));
    }

    /// @param rules `unmet`: those that did not succeed; `all`: all of them
    @PostMapping("/{name}/revalidate")
    ResponseEntity<MigrationDetails> revalidate(
            @PathVariable String name, @RequestParam(defaultValue = "unmet") String rules) {
        boolean all =
                switch (rules.toLowerCase(Locale.ROOT)) {
                    case "all" -> true;
                    case "unmet" -> false;
                    default ->
                            throw new InvalidRequestException("rules", "unmet or all is expected");
                };
        return accepted.ask(new RevalidateMigration(name, all));
    }

    @DeleteMapping("/{name}")
    ResponseEntity<MigrationDetails> delete(@PathVariable String name) {
        return accepted.ask(new DeleteMigration(name));
    }

    private MigrationDetails details(String name) {
        return views.existing(name, view -> view.details(clock.instant()));
    }
}

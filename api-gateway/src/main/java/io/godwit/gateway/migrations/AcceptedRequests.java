package io.godwit.gateway.migrations;

import io.godwit.common.migration.MigrationRequest;
import io.godwit.gateway.views.MigrationDetails;
import io.godwit.gateway.views.Views;
import java.net.URI;
import java.time.Clock;
import org.springframework.http.ResponseEntity;

/// Asks for something of a migration that exists, and answers with the migration once it is
/// granted.
final class AcceptedRequests {
    private final MigrationRequests requests;
    private final Views views;
    private final Clock clock;

    AcceptedRequests(MigrationRequests requests, Views views, Clock clock) {
        this.requests = requests;
        this.views = views;
        this.clock = clock;
    }

    /// A migration that is deleted at once cannot be shown any more.
    ResponseEntity<MigrationDetails> ask(MigrationRequest request) {
        views.existing(request.migration());
        requests.ask(request);
        ResponseEntity.BodyBuilder answer =
                ResponseEntity.accepted().location(location(request.migration()));
        return views.find(request.migration())
                .flatMap(view -> view.details(clock.instant()))
                .map(answer::body)
                .orElseGet(answer::build);
    }

    static URI location(String migration) {
        return URI.create("/api/v1/migrations/" + migration);
    }
}

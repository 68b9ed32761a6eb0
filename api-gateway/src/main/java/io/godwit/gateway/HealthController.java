package io.godwit.gateway;

import io.godwit.gateway.views.Views;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/// Whether the service can be asked.
@RestController
final class HealthController {
    private final Views views;

    HealthController(Views views) {
        this.views = views;
    }

    /// @param status `ready`, or `starting` while the log is still being read
    record Health(String status) {}

    @GetMapping("/api/v1/health")
    ResponseEntity<Health> health() {
        boolean ready = views.ready();
        return ResponseEntity.status(ready ? HttpStatus.OK : HttpStatus.SERVICE_UNAVAILABLE)
                .body(new Health(ready ? "ready" : "starting"));
    }
}

package io.godwit.gateway.migrations;

import io.godwit.common.migration.FailureCode;
import io.godwit.common.migration.MigrationException;
import io.godwit.gateway.requests.CompareForm;
import io.godwit.gateway.views.ComparisonRun;
import io.godwit.gateway.views.Views;
import java.net.URI;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/// Comparisons of source and target: asked for, followed, read.
@RestController
@RequestMapping("/api/v1/migrations/{name}/comparisons")
public final class ComparisonController {
    private final MigrationRequests requests;
    private final Views views;

    public ComparisonController(MigrationRequests requests, Views views) {
        this.requests = requests;
        this.views = views;
    }

    /// @param comparisons the newest first, without tables and differences
    public record ComparisonList(List<ComparisonRun> comparisons) {}

    @PostMapping
    ResponseEntity<ComparisonRun> compare(
            @PathVariable String name, @RequestBody(required = false) @Nullable String body) {
        CompareForm form = CompareForm.read(body);
        int number = requests.compare(views.existing(name), name, form);
        return ResponseEntity.accepted()
                .location(URI.create("/api/v1/migrations/" + name + "/comparisons/" + number))
                .body(run(name, number));
    }

    @GetMapping
    ComparisonList list(@PathVariable String name) {
        return new ComparisonList(views.existing(name).comparisons());
    }

    @GetMapping("/{number}")
    ComparisonRun show(@PathVariable String name, @PathVariable int number) {
        return run(name, number);
    }

    @GetMapping(value = "/{number}/repair", produces = MediaType.TEXT_PLAIN_VALUE)
    String repair(
            @PathVariable String name, @PathVariable int number, @RequestParam String database) {
        return run(name, number).repairOf(database);
    }

    private ComparisonRun run(String name, int number) {
        return views.existing(name)
                .comparison(number)
                .orElseThrow(() ->
                        new MigrationException(
                                FailureCode.COMPARISON_NOT_FOUND,
                                "%s has no comparison %d.".formatted(name, number)));
    }
}

package io.godwit.gateway.validations;

import io.godwit.common.migration.MigrationSpec;
import io.godwit.common.migration.RuleResult;
import io.godwit.common.migration.Side;
import io.godwit.gateway.migrations.PageNumber;
import io.godwit.gateway.problems.InvalidRequestException;
import io.godwit.gateway.problems.RequestMistake;
import io.godwit.gateway.views.MigrationView;
import io.godwit.gateway.views.ScopedDifference;
import io.godwit.gateway.views.Views;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/// What validations found, beyond what is shown with the migration.
@RestController
@RequestMapping("/api/v1/migrations/{name}")
public final class ValidationController {
    private static final int LONGEST_PAGE = 10_000;

    private final Views views;

    public ValidationController(Views views) {
        this.views = views;
    }

    /// @param database null if the rule is about the servers
    /// @param total how many there are in all pages together
    public record RuleObjectPage(
            String migration,
            String rule,
            @Nullable String database,
            int total,
            int offset,
            int limit,
            List<String> objects) {}

    public record EnvironmentReport(String migration, List<ScopedDifference> differences) {}

    @GetMapping("/validation/objects")
    RuleObjectPage objects(
            @PathVariable String name,
            @RequestParam String rule,
            @RequestParam(required = false) @Nullable String database,
            @RequestParam(defaultValue = "0") String offset,
            @RequestParam(defaultValue = "1000") String limit) {
        List<RequestMistake> mistakes = new ArrayList<>();
        int first = PageNumber.read("offset", offset, 0, Integer.MAX_VALUE, mistakes);
        int most = PageNumber.read("limit", limit, 1, LONGEST_PAGE, mistakes);
        Optional<RuleResult> found =
                views.existing(name).rules(database).stream()
                        .filter(each -> each.code().equals(rule))
                        .findFirst();
        if (found.isEmpty()) {
            mistakes.add(new RequestMistake("rule", "it was not checked, or there is none such"));
        }
        if (!mistakes.isEmpty()) {
            throw new InvalidRequestException(mistakes);
        }
        List<String> all = found.map(RuleResult::objects).orElseGet(List::of);
        return new RuleObjectPage(
                name,
                rule,
                database,
                all.size(),
                first,
                most,
                all.stream().skip(first).limit(most).toList());
    }

    @GetMapping("/validation/script")
    ResponseEntity<String> script(
            @PathVariable String name,
            @RequestParam String side,
            @RequestParam(defaultValue = "false") boolean undo) {
        MigrationView view = views.existing(name);
        MigrationSpec spec = views.existing(name, MigrationView::spec);
        Side on = side(side);
        return ResponseEntity.ok()
                .contentType(new MediaType(MediaType.TEXT_PLAIN, StandardCharsets.UTF_8))
                .body(
                        FixScript.of(
                                name,
                                view.rules(),
                                on,
                                undo,
                                spec.endpoints().server(on).maintenanceDatabase()));
    }

    private static Side side(String word) {
        for (Side side : Side.values()) {
            if (side.toString().equalsIgnoreCase(word)) {
                return side;
            }
        }
        throw new InvalidRequestException("side", "source or target is expected");
    }

    @GetMapping("/environment")
    EnvironmentReport environment(@PathVariable String name) {
        return new EnvironmentReport(name, views.existing(name).differences());
    }
}

package io.godwit.gateway.migrations;

import io.godwit.common.migration.FailureCode;
import io.godwit.common.migration.MigrationException;
import io.godwit.gateway.problems.InvalidRequestException;
import io.godwit.gateway.problems.RequestMistake;
import io.godwit.gateway.views.TableDetails;
import io.godwit.gateway.views.TableState;
import io.godwit.gateway.views.Views;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/// The tables of one database of a migration, page by page.
@RestController
public final class TableController {
    private static final int LONGEST_PAGE = 10_000;

    private static final List<String> STATES =
            Stream.of(TableState.values())
                    .map(state -> state.toString().toLowerCase(Locale.ROOT))
                    .toList();

    private final Views views;

    public TableController(Views views) {
        this.views = views;
    }

    /// @param total how many there are in all pages together
    public record TablePage(
            String migration,
            String database,
            int total,
            int offset,
            int limit,
            List<TableDetails> tables) {}

    @GetMapping("/api/v1/migrations/{name}/databases/{database}/tables")
    TablePage tables(
            @PathVariable String name,
            @PathVariable String database,
            @RequestParam(defaultValue = "0") String offset,
            @RequestParam(defaultValue = "1000") String limit,
            @RequestParam(required = false) @Nullable String state) {
        List<RequestMistake> mistakes = new ArrayList<>();
        int first = PageNumber.read("offset", offset, 0, Integer.MAX_VALUE, mistakes);
        int most = PageNumber.read("limit", limit, 1, LONGEST_PAGE, mistakes);
        if (state != null && !STATES.contains(state.toLowerCase(Locale.ROOT))) {
            mistakes.add(new RequestMistake("state", "one of " + STATES + " is expected"));
        }
        if (!mistakes.isEmpty()) {
            throw new InvalidRequestException(mistakes);
        }
        List<TableDetails> matching =
                all(name, database).stream().filter(table -> isIn(table, state)).toList();
        return new TablePage(
                name,
                database,
                matching.size(),
                first,
                most,
                matching.stream().skip(first).limit(most).toList());
    }

    private static boolean isIn(TableDetails table, @Nullable String state) {
        return state == null || table.state().toString().equalsIgnoreCase(state);
    }

    private List<TableDetails> all(String name, String database) {
        return views.existing(name)
                .tables(database)
                .orElseThrow(() ->
                        new MigrationException(
                                FailureCode.DATABASE_NOT_IN_MIGRATION,
                                "%s has no database named %s.".formatted(name, database)));
    }
}

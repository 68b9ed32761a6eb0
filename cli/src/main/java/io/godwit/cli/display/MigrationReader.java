package io.godwit.cli.display;

import com.fasterxml.jackson.databind.JsonNode;
import io.godwit.cli.display.MigrationView.ComparisonView;
import io.godwit.cli.display.MigrationView.DatabaseView;
import io.godwit.cli.display.MigrationView.EstimateView;
import io.godwit.cli.display.MigrationView.FailureView;
import io.godwit.cli.display.MigrationView.FollowingView;
import io.godwit.cli.display.MigrationView.NoticeView;
import io.godwit.cli.display.MigrationView.Progress;
import io.godwit.cli.display.MigrationView.RuleView;
import io.godwit.cli.display.MigrationView.TableView;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.StreamSupport;

/// Reads the service's answers: the only place that knows their members' names. What is missing
/// reads as empty, so that an older service's answer is shown as far as it goes.
public final class MigrationReader {
    private MigrationReader() {}

    public static List<MigrationView> list(JsonNode answer) {
        return each(elements(answer, "migrations"), MigrationReader::migration);
    }

    public static MigrationView migration(JsonNode json) {
        return new MigrationView(
                text(json, "name"),
                json.hasNonNull("state") ? text(json, "state") : text(json, "status"),
                text(json, "substate"),
                text(json, "mode"),
                text(json, "option"),
                text(json, "verification"),
                server(json.path("source")),
                text(json, "sourceType"),
                server(json.path("target")),
                Duration.ofMillis(Math.round(json.path("durationSeconds").asDouble() * 1000)),
                instant(json, "started"),
                instant(json, "ended"),
                progress(json.path("progress")),
                each(json.path("databases"), MigrationReader::database),
                rules(json.path("validation")),
                estimates(json.path("validation")),
                comparison(json.path("comparison")),
                each(json.path("notices"), MigrationReader::notice),
                failure(json.path("lastError")));
    }

    public static List<TableView> tables(JsonNode answer) {
        return each(elements(answer, "tables"), MigrationReader::table);
    }

    private static String server(JsonNode server) {
        return server.isTextual() ? server.asText() : text(server, "address");
    }

    private static DatabaseView database(JsonNode json) {
        if (json.isTextual()) {
            return new DatabaseView(
                    json.asText(),
                    json.asText(),
                    "",
                    "",
                    progress(json.path("progress")),
                    Optional.empty(),
                    List.of());
        }
        return new DatabaseView(
                text(json, "name"),
                text(json, "targetName"),
                text(json, "stagingDatabase"),
                text(json, "step"),
                progress(json.path("progress")),
                following(json.path("following")),
                List.of());
    }

    private static Optional<FollowingView> following(JsonNode json) {
        if (!json.isObject()) {
            return Optional.empty();
        }
        return Optional.of(
                new FollowingView(
                        text(json, "migrationState"),
                        json.path("appliedChanges").asLong(),
                        json.path("cdcInsertCounter").asLong(),
                        json.path("cdcUpdateCounter").asLong(),
                        json.path("cdcDeleteCounter").asLong(),
                        json.path("latency").asDouble(-1),
                        json.path("pendingBytes").asLong(),
                        json.at("/cutover/requested").isTextual()
                                && !json.at("/cutover/ended").isTextual(),
                        json.at("/cutover/paused").isTextual(),
                        json.at("/cutover/pauseMillis").asLong(-1)));
    }

    private static Progress progress(JsonNode json) {
        return new Progress(
                json.path("tablesQueued").asLong(),
                json.path("tablesCopying").asLong(),
                json.path("tablesCopied").asLong(),
                json.path("tablesErrored").asLong(),
                json.path("rows").asLong(),
                json.path("bytes").asLong(),
                json.path("estimatedRows").asLong(),
                json.path("rowsPerSecond").asDouble(),
                json.path("bytesPerSecond").asDouble(),
                instant(json, "estimatedFinish"),
                json.path("indexes").asLong(),
                json.path("indexesBuilt").asLong());
    }

    private static TableView table(JsonNode json) {
        return new TableView(
                text(json, "schema"),
                text(json, "name"),
                text(json, "state"),
                json.path("rows").asLong(),
                json.path("estimatedRows").asLong(),
                json.path("bytes").asLong(),
                instant(json, "started"),
                instant(json, "ended"),
                compared(json.path("comparison")),
                failure(json.path("error")).map(FailureView::message).orElse(""));
    }

    private static String compared(JsonNode comparison) {
        if (!comparison.isObject()) {
            return "";
        }
        return comparison.path("equal").asBoolean() ? "equal" : text(comparison, "difference");
    }

    private static List<RuleView> rules(JsonNode validation) {
        List<RuleView> rules = new ArrayList<>();
        rules.addAll(each(validation.at("/server/rules"), rule -> rule("servers", rule)));
        for (JsonNode database : validation.path("databases")) {
            String scope = text(database, "database");
            rules.addAll(each(database.path("rules"), rule -> rule(scope, rule)));
        }
        return rules;
    }

    private static List<EstimateView> estimates(JsonNode validation) {
        List<EstimateView> estimates = new ArrayList<>();
        for (JsonNode database : validation.path("databases")) {
            if (database.path("estimate").isObject()) {
                estimates.add(estimate(text(database, "database"), database.path("estimate")));
            }
        }
        return estimates;
    }

    private static EstimateView estimate(String database, JsonNode json) {
        return new EstimateView(
                database,
                json.path("tables").asLong(),
                json.path("rows").asLong(),
                json.path("tableBytes").asLong(),
                json.path("indexes").asLong(),
                json.path("indexBytes").asLong(),
                json.path("parts").asLong(),
                json.path("diskBytes").asLong(),
                json.path("leastSeconds").asLong(),
                json.path("mostSeconds").asLong(),
                json.path("walBytesPerSecond").asLong(),
                json.path("walBytes").asLong(),
                text(json, "confidence"),
                each(json.path("reasons"), JsonNode::asText));
    }

    private static RuleView rule(String scope, JsonNode json) {
        return new RuleView(
                scope,
                text(json, "code"),
                text(json, "name"),
                text(json, "status"),
                text(json, "message"),
                text(json, "meaning"),
                text(json, "severity"),
                Duration.ofMillis(Math.round(json.path("durationSeconds").asDouble() * 1000)),
                each(json.path("objects"), JsonNode::asText),
                json.path("objectCount").asLong(json.path("objects").size()),
                text(json, "action"),
                text(json, "fixSql"));
    }

    private static Optional<ComparisonView> comparison(JsonNode json) {
        if (!json.isObject()) {
            return Optional.empty();
        }
        return Optional.of(
                new ComparisonView(
                        json.path("tables").asLong(),
                        json.path("equal").asLong(),
                        each(json.path("differences"), MigrationReader::difference)));
    }

    private static String difference(JsonNode json) {
        String table =
                json.hasNonNull("table")
                        ? " %s.%s".formatted(text(json, "schema"), text(json, "table"))
                        : "";
        return text(json, "database") + table + ": " + text(json, "difference");
    }

    private static NoticeView notice(JsonNode json) {
        return new NoticeView(
                text(json, "code"),
                text(json, "message"),
                text(json, "action"),
                each(json.path("objects"), JsonNode::asText));
    }

    private static Optional<FailureView> failure(JsonNode json) {
        if (!json.isObject()) {
            return Optional.empty();
        }
        return Optional.of(
                new FailureView(
                        text(json, "code"),
                        text(json, "kind"),
                        text(json, "message"),
                        text(json, "serverText"),
                        text(json, "action")));
    }

    /// The answer itself if it is an array, else its member of that name.
    private static JsonNode elements(JsonNode answer, String name) {
        return answer.isArray() ? answer : answer.path(name);
    }

    private static <T> List<T> each(JsonNode array, Function<JsonNode, T> read) {
        return StreamSupport.stream(array.spliterator(), false).map(read).toList();
    }

    private static String text(JsonNode json, String member) {
        return json.hasNonNull(member) ? json.path(member).asText() : "";
    }

    private static Optional<Instant> instant(JsonNode json, String member) {
        try {
            return json.hasNonNull(member)
                    ? Optional.of(Instant.parse(json.path(member).asText()))
                    : Optional.empty();
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }
}

package io.godwit.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.godwit.cli.display.ComparisonReport;
import io.godwit.cli.service.CommandFailure;
import io.godwit.cli.service.ExitCode;
import io.godwit.cli.service.Json;
import io.godwit.cli.service.Service;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "compare",
        description = {
            "Compares source and target: while the migration follows, or after it succeeded.",
            "Passwords of a migration that has ended are destroyed; they are asked for again, or",
            "given by GODWIT_SOURCE_PASSWORD and GODWIT_TARGET_PASSWORD."
        })
final class CompareCommand extends MigrationCommand {
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(500);

    @Option(
            names = "--level",
            paramLabel = "LEVEL",
            description = "schema, counts or full (default); each includes those before it.")
    private @Nullable String level;

    @Option(
            names = "--tables",
            paramLabel = "PATTERN",
            split = ",",
            description = "Only these tables: schema.table, with * and ?.")
    private List<String> tables = List.of();

    @Option(
            names = "--parallelism",
            paramLabel = "N",
            description = "How many pieces are compared at once; default 4.")
    private @Nullable Integer parallelism;

    @Option(
            names = "--rows-per-second",
            paramLabel = "N",
            description = "Read no faster than this from each server.")
    private @Nullable Integer rowsPerSecond;

    @Option(
            names = "--show",
            paramLabel = "NUMBER",
            description = "Show an earlier comparison instead of beginning one; 0 for a list.")
    private @Nullable Integer shown;

    @Option(
            names = "--repair",
            paramLabel = "DATABASE",
            description = "Print the SQL that mends this database's target; with --show or --wait.")
    private @Nullable String repair;

    @Option(
            names = "--wait",
            description = "Wait for the end; the exit code is 9 unless they are proven equal.")
    private boolean wait;

    @Override
    int call(GodwitCommand godwit, Service service) {
        if (shown != null && shown == 0) {
            JsonNode list = service.comparisons(name());
            godwit.output().print(list, () -> ComparisonReport.list(list));
            return 0;
        }
        JsonNode answer =
                shown != null
                        ? service.comparison(name(), shown)
                        : service.compare(name(), body(godwit, service));
        JsonNode last = wait ? awaited(godwit, service, answer) : answer;
        return print(godwit, service, last);
    }

    private int print(GodwitCommand godwit, Service service, JsonNode run) {
        if (repair != null) {
            String script = service.repair(name(), run.path("number").asInt(), repair);
            godwit.output().lines(List.of(script.stripTrailing()));
        } else {
            godwit.output().print(run, () -> ComparisonReport.whole(name(), run));
        }
        return exitCode(run).number();
    }

    private static ExitCode exitCode(JsonNode run) {
        return switch (run.path("status").asText()) {
            case "Different", "Unsettled" -> ExitCode.DIFFERENT;
            case "Failed" -> ExitCode.INTERNAL;
            default -> ExitCode.OK;
        };
    }

    private JsonNode awaited(GodwitCommand godwit, Service service, JsonNode first) {
        int number = first.path("number").asInt();
        JsonNode run = first;
        while (run.path("status").asText().equals("Running")) {
            try {
                godwit.surroundings().pause().pause(BETWEEN_LOOKS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw CommandFailure.unavailable(
                        "Interrupted.",
                        "The comparison goes on; show it with --show " + number + ".");
            }
            run = service.comparison(name(), number);
        }
        return run;
    }

    private ObjectNode body(GodwitCommand godwit, Service service) {
        ObjectNode body = Json.object();
        if (level != null) {
            body.put("level", level);
        }
        if (!tables.isEmpty()) {
            var list = body.putArray("tables");
            tables.forEach(list::add);
        }
        if (parallelism != null) {
            body.put("parallelism", parallelism);
        }
        if (rowsPerSecond != null) {
            body.put("rowsPerSecond", rowsPerSecond);
        }
        for (String side : List.of("source", "target")) {
            password(godwit.surroundings(), service, side)
                    .ifPresent(given -> body.put(side + "ServerPassword", given));
        }
        return body;
    }

    private Optional<String> password(Surroundings surroundings, Service service, String side) {
        String variable = "GODWIT_" + side.toUpperCase(Locale.ROOT) + "_PASSWORD";
        return Optional.ofNullable(surroundings.environment().get(variable))
                .or(() -> asked(surroundings, service, side));
    }

    /// Passwords of a migration that has ended are destroyed, but for references to them.
    private Optional<String> asked(Surroundings surroundings, Service service, String side) {
        return service.show(name()).path("state").asText().equals("Succeeded")
                ? surroundings
                        .terminal()
                        .password(
                                "Password of the %s server (nothing if it needs none): "
                                        .formatted(side))
                        .filter(typed -> !typed.isEmpty())
                : Optional.empty();
    }
}

package io.godwit.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.godwit.cli.display.MigrationReader;
import io.godwit.cli.display.ValidationReport;
import io.godwit.cli.service.Service;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "validate",
        description = "Shows what the validation of a migration found, mends it, asks again.")
final class ValidateCommand extends MigrationCommand {
    /// A server, as it is spelled.
    enum Side {
        SOURCE,
        TARGET
    }

    @Option(
            names = "--fix-script",
            paramLabel = "source|target",
            description = "Prints the SQL that mends that server, for psql.")
    private @Nullable Side fixScript;

    @Option(names = "--undo", description = "With --fix-script: the SQL that takes it back.")
    private boolean undo;

    @Option(
            names = "--environment",
            description = "Shows how the target's surroundings differ from the source's.")
    private boolean environment;

    @Option(
            names = "--revalidate",
            description = "Asks the rules that did not succeed again; what then goes on, goes on.")
    private boolean revalidate;

    @Option(names = "--all", description = "With --revalidate: asks every rule again.")
    private boolean all;

    @Option(names = "--wait", description = "With --revalidate: watch until it ends.")
    private boolean wait;

    @Override
    int call(GodwitCommand godwit, Service service) {
        if (fixScript != null) {
            String side = fixScript.name().toLowerCase(Locale.ROOT);
            godwit.output().lines(service.fixScript(name(), side, undo).lines().toList());
            return 0;
        }
        return revalidate ? revalidate(godwit, service) : show(godwit, service);
    }

    private int show(GodwitCommand godwit, Service service) {
        if (environment) {
            JsonNode report = service.environment(name());
            godwit.output().print(report, () -> ValidationReport.environment(report));
            return 0;
        }
        JsonNode answer = service.show(name());
        godwit.output()
                .print(
                        answer.path("validation"),
                        () -> ValidationReport.of(MigrationReader.migration(answer)));
        return 0;
    }

    private int revalidate(GodwitCommand godwit, Service service) {
        JsonNode answer = service.revalidate(name(), all ? "all" : "unmet");
        if (wait) {
            return Outcome.awaited(godwit, service, name());
        }
        godwit.output()
                .print(answer, () -> List.of("Migration " + name() + " is validated again."));
        return 0;
    }
}

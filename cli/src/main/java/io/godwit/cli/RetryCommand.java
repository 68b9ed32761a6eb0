package io.godwit.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.godwit.cli.service.Service;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(name = "retry", description = "Goes on with a failed migration.")
final class RetryCommand extends MigrationCommand {
    @Option(names = "--wait", description = "Watch until it ends; the exit code tells how.")
    private boolean wait;

    @Override
    int call(GodwitCommand godwit, Service service) {
        JsonNode answer = service.retry(name());
        if (wait) {
            return Outcome.awaited(godwit, service, name());
        }
        godwit.output().print(answer, () -> List.of("Migration " + name() + " goes on."));
        return 0;
    }
}

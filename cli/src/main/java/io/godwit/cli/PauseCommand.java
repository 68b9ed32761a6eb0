package io.godwit.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.godwit.cli.service.Service;
import java.util.List;
import picocli.CommandLine.Command;

@Command(
        name = "pause",
        description =
                "Stops applying changes to the target; they wait in Kafka, not on the source.")
final class PauseCommand extends MigrationCommand {
    @Override
    int call(GodwitCommand godwit, Service service) {
        JsonNode answer = service.pause(name());
        godwit.output().print(answer, () -> List.of("Migration " + name() + " is paused."));
        return 0;
    }
}

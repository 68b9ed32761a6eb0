package io.godwit.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.godwit.cli.service.Service;
import java.util.List;
import picocli.CommandLine.Command;

@Command(
        name = "resume",
        description = "Applies changes again, after a pause or after what stopped them was mended.")
final class ResumeCommand extends MigrationCommand {
    @Override
    int call(GodwitCommand godwit, Service service) {
        JsonNode answer = service.resume(name());
        godwit.output().print(answer, () -> List.of("Migration " + name() + " goes on."));
        return 0;
    }
}

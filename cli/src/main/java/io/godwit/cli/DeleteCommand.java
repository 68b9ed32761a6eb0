package io.godwit.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.godwit.cli.service.Service;
import java.util.List;
import picocli.CommandLine.Command;

@Command(name = "delete", description = "Removes an ended migration from the list.")
final class DeleteCommand extends MigrationCommand {
    @Override
    int call(GodwitCommand godwit, Service service) {
        JsonNode answer = service.delete(name());
        godwit.output().print(answer, () -> List.of("Migration " + name() + " is deleted."));
        return 0;
    }
}

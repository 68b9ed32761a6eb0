package io.godwit.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.godwit.cli.display.MigrationReader;
import io.godwit.cli.display.MigrationReport;
import io.godwit.cli.service.Service;
import picocli.CommandLine.Command;

@Command(
        name = "show",
        description = "Shows a migration: state, databases, validation, last error.")
final class ShowCommand extends MigrationCommand {
    @Override
    int call(GodwitCommand godwit, Service service) {
        JsonNode answer = service.show(name());
        godwit.output()
                .print(answer, () -> MigrationReport.whole(MigrationReader.migration(answer)));
        return 0;
    }
}

package io.godwit.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.godwit.cli.display.MigrationReader;
import io.godwit.cli.display.MigrationReport;
import io.godwit.cli.service.Service;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

@Command(
        name = "show",
        description = "Shows a migration: state, databases, validation, last error.")
final class ShowCommand implements Callable<Integer> {
    @ParentCommand private @Nullable GodwitCommand godwit;

    @Parameters(paramLabel = "MIGRATION", description = "The name of the migration.")
    private String name = "";

    @Override
    public Integer call() {
        GodwitCommand parent = Parent.of(godwit);
        try (Service service = parent.service()) {
            JsonNode answer = service.show(name);
            parent.output()
                    .print(answer, () -> MigrationReport.whole(MigrationReader.migration(answer)));
            return 0;
        }
    }
}

package io.godwit.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.godwit.cli.service.Service;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

@Command(name = "delete", description = "Removes an ended migration from the list.")
final class DeleteCommand implements Callable<Integer> {
    @ParentCommand private @Nullable GodwitCommand godwit;

    @Parameters(paramLabel = "MIGRATION", description = "The name of the migration.")
    private String name = "";

    @Override
    public Integer call() {
        GodwitCommand parent = Parent.of(godwit);
        try (Service service = parent.service()) {
            JsonNode answer = service.delete(name);
            parent.output().print(answer, () -> List.of("Migration " + name + " is deleted."));
            return 0;
        }
    }
}

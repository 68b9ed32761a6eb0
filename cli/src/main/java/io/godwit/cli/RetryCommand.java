package io.godwit.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.godwit.cli.service.Service;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

@Command(name = "retry", description = "Goes on with a failed migration.")
final class RetryCommand implements Callable<Integer> {
    @ParentCommand private @Nullable GodwitCommand godwit;

    @Parameters(paramLabel = "MIGRATION", description = "The name of the migration.")
    private String name = "";

    @Option(names = "--wait", description = "Watch until it ends; the exit code tells how.")
    private boolean wait;

    @Override
    public Integer call() {
        GodwitCommand parent = Parent.of(godwit);
        try (Service service = parent.service()) {
            JsonNode answer = service.retry(name);
            if (wait) {
                return Outcome.awaited(parent, service, name);
            }
            parent.output().print(answer, () -> List.of("Migration " + name + " goes on."));
            return 0;
        }
    }
}

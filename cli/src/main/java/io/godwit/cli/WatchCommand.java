package io.godwit.cli;

import io.godwit.cli.service.Service;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

@Command(
        name = "watch",
        description = "Watches a migration to its end; the exit code tells how it ended.")
final class WatchCommand implements Callable<Integer> {
    @ParentCommand private @Nullable GodwitCommand godwit;

    @Parameters(paramLabel = "MIGRATION", description = "The name of the migration.")
    private String name = "";

    @Override
    public Integer call() {
        GodwitCommand parent = Parent.of(godwit);
        try (Service service = parent.service()) {
            return Outcome.awaited(parent, service, name);
        }
    }
}

package io.godwit.cli;

import io.godwit.cli.service.Service;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/// A command about one migration, which it is given the name of.
abstract class MigrationCommand implements Callable<Integer> {
    @ParentCommand private @Nullable GodwitCommand godwit;

    @Parameters(paramLabel = "MIGRATION", description = "The name of the migration.")
    private String name = "";

    @Override
    public final Integer call() {
        GodwitCommand parent = Parent.of(godwit);
        try (Service service = parent.service()) {
            return call(parent, service);
        }
    }

    /// @return the exit code
    abstract int call(GodwitCommand godwit, Service service);

    final String name() {
        return name;
    }
}

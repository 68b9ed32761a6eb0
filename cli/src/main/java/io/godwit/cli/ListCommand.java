package io.godwit.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.godwit.cli.display.MigrationReader;
import io.godwit.cli.display.MigrationReport;
import io.godwit.cli.service.Service;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

@Command(name = "list", description = "Lists migrations, the newest first.")
final class ListCommand implements Callable<Integer> {
    @ParentCommand private @Nullable GodwitCommand godwit;

    @Option(
            names = "--filter",
            paramLabel = "WHICH",
            defaultValue = "all",
            description = "active or all (default).")
    private String filter = "";

    @Override
    public Integer call() {
        GodwitCommand parent = Parent.of(godwit);
        try (Service service = parent.service()) {
            JsonNode list = service.list(filter.toLowerCase(Locale.ROOT));
            parent.output().print(list, () -> MigrationReport.list(MigrationReader.list(list)));
            return 0;
        }
    }
}

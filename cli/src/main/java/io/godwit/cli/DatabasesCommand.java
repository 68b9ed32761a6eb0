package io.godwit.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.godwit.cli.display.ConnectionReport;
import io.godwit.cli.service.Service;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.ParentCommand;

@Command(name = "databases", description = "Lists the databases of a server.")
final class DatabasesCommand implements Callable<Integer> {
    @ParentCommand private @Nullable GodwitCommand godwit;

    @Mixin private ServerFiles servers = new ServerFiles();

    @Override
    public Integer call() {
        GodwitCommand parent = Parent.of(godwit);
        try (Service service = parent.service()) {
            JsonNode answer = service.databases(servers.body(parent.surroundings()));
            parent.output().print(answer, () -> ConnectionReport.databases(answer));
            return 0;
        }
    }
}

package io.godwit.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.godwit.cli.display.ConnectionReport;
import io.godwit.cli.service.Service;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

@Command(name = "databases", description = "Lists the databases of a server.")
final class DatabasesCommand implements Callable<Integer> {
    @ParentCommand private @Nullable GodwitCommand godwit;

    @Mixin private ServerFiles servers = new ServerFiles();

    @ArgGroup private @Nullable OneServer oneServer;

    @Option(
            names = "--side",
            paramLabel = "SIDE",
            defaultValue = "source",
            description = "Which server of the files: source (default) or target.")
    private String side = "";

    @Override
    public Integer call() {
        GodwitCommand parent = Parent.of(godwit);
        try (Service service = parent.service()) {
            JsonNode answer = databases(parent.surroundings(), service);
            parent.output().print(answer, () -> ConnectionReport.databases(answer));
            return 0;
        }
    }

    private JsonNode databases(Surroundings surroundings, Service service) {
        if (oneServer == null) {
            return service.databases(servers.body(surroundings, Set.of(side)), side);
        }
        return service.databases(
                servers.ofAddress(surroundings, oneServer.address(), oneServer.side()),
                oneServer.side());
    }
}

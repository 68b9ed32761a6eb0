package io.godwit.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.godwit.cli.display.ConnectionReport;
import io.godwit.cli.service.Service;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.ParentCommand;

@Command(
        name = "test-connection",
        description = "Tries whether the service can reach the servers and log in.")
final class TestConnectionCommand implements Callable<Integer> {
    @ParentCommand private @Nullable GodwitCommand godwit;

    @Mixin private ServerFiles servers = new ServerFiles();

    @ArgGroup private @Nullable OneServer oneServer;

    @Override
    public Integer call() {
        GodwitCommand parent = Parent.of(godwit);
        try (Service service = parent.service()) {
            JsonNode answer = service.testConnection(body(parent.surroundings()));
            parent.output().print(answer, () -> ConnectionReport.tested(answer));
            return ConnectionReport.exitCode(answer).number();
        }
    }

    private ObjectNode body(Surroundings surroundings) {
        return oneServer == null
                ? servers.body(surroundings)
                : servers.ofAddress(surroundings, oneServer.address(), oneServer.side());
    }
}

package io.godwit.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.godwit.cli.display.MigrationView;
import io.godwit.cli.service.ExitCode;
import io.godwit.cli.service.Json;
import io.godwit.cli.service.Service;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "cutover",
        description = {
            "Cuts an online migration over: the target takes the last changes and its final name.",
            "Without --fence, stop the applications first: what they commit later stays behind."
        })
final class CutoverCommand extends MigrationCommand {
    @Option(
            names = "--database",
            paramLabel = "DATABASE",
            description = "One database, by its name on the source; all without it.")
    private @Nullable String database;

    @Option(
            names = "--fence",
            description =
                    "Make the source's database read-only and end its sessions first; undone if the"
                            + " cutover is given up.")
    private boolean fence;

    @Option(
            names = "--max-lag",
            paramLabel = "SECONDS",
            description = "Refuse if the target is further behind.")
    private @Nullable Integer maxLag;

    @Option(
            names = "--timeout",
            paramLabel = "SECONDS",
            description =
                    "Give up if the target has not caught up by then; default 60. Tables that were"
                            + " changed while they were followed are compared within it, too.")
    private @Nullable Integer timeout;

    @Option(names = "--wait", description = "Watch until it is over; the exit code tells how.")
    private boolean wait;

    @Override
    int call(GodwitCommand godwit, Service service) {
        JsonNode answer = service.cutover(name(), body());
        if (!wait) {
            godwit.output()
                    .print(answer, () -> List.of("Migration " + name() + " is being cut over."));
            return 0;
        }
        MigrationView view = Outcome.afterCutover(godwit, service, name());
        return view.state().equals("WaitingForUserAction") && givenUp(view)
                ? ExitCode.ofKind(view.failure().orElseThrow().kind()).number()
                : Outcome.exitCode(view).number();
    }

    private static boolean givenUp(MigrationView view) {
        return view.failure().isPresent();
    }

    private ObjectNode body() {
        ObjectNode body = Json.object();
        if (database != null) {
            body.put("database", database);
        }
        body.put("fence", fence);
        if (maxLag != null) {
            body.put("maxLagSeconds", maxLag);
        }
        if (timeout != null) {
            body.put("timeoutSeconds", timeout);
        }
        return body;
    }
}

package io.godwit.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.godwit.cli.display.MigrationView;
import io.godwit.cli.service.ExitCode;
import io.godwit.cli.service.Service;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(name = "cancel", description = "Cancels a migration; both servers become as they were.")
final class CancelCommand extends MigrationCommand {
    @Option(names = "--keep-target", description = "Leave the target as it is now.")
    private boolean keepTarget;

    @Option(names = "--wait", description = "Wait until it is canceled.")
    private boolean wait;

    @Override
    int call(GodwitCommand godwit, Service service) {
        JsonNode answer = service.cancel(name(), keepTarget);
        if (!wait) {
            godwit.output()
                    .print(answer, () -> List.of("Migration " + name() + " is being canceled."));
            return 0;
        }
        MigrationView view = Outcome.end(godwit, service, name());
        return view.state().equals("Canceled") ? 0 : notCanceled(view);
    }

    /// It reached another end first; even a good one is not what was asked for.
    private static int notCanceled(MigrationView view) {
        ExitCode code = Outcome.exitCode(view);
        return (code == ExitCode.OK ? ExitCode.USER : code).number();
    }
}

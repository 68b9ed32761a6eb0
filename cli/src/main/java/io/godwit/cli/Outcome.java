package io.godwit.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.godwit.cli.display.MigrationReader;
import io.godwit.cli.display.MigrationReport;
import io.godwit.cli.display.MigrationView;
import io.godwit.cli.display.MigrationView.FailureView;
import io.godwit.cli.service.ExitCode;
import io.godwit.cli.service.Service;

/// Waits for a migration's end and says how it went.
final class Outcome {
    private Outcome() {}

    /// Watches to the end, prints the outcome.
    ///
    /// @return the exit code
    static int awaited(GodwitCommand godwit, Service service, String migration) {
        return exitCode(end(godwit, service, migration)).number();
    }

    static MigrationView end(GodwitCommand godwit, Service service, String migration) {
        JsonNode last = Watcher.of(godwit, service).untilTheEnd(migration);
        MigrationView view = MigrationReader.migration(last);
        godwit.output().print(last, () -> MigrationReport.outcome(view));
        return view;
    }

    static ExitCode exitCode(MigrationView view) {
        return switch (view.state()) {
            case "Succeeded" -> ExitCode.OK;
            case "ValidationFailed" -> ExitCode.VALIDATION_FAILED;
            case "Canceled" -> ExitCode.CANCELED;
            default ->
                    view.failure()
                            .map(FailureView::kind)
                            .map(ExitCode::ofKind)
                            .orElse(ExitCode.INTERNAL);
        };
    }
}

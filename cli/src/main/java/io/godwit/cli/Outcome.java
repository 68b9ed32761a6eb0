package io.godwit.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.godwit.cli.display.MigrationReader;
import io.godwit.cli.display.MigrationReport;
import io.godwit.cli.display.MigrationView;
import io.godwit.cli.display.MigrationView.FailureView;
import io.godwit.cli.service.ExitCode;
import io.godwit.cli.service.Service;
import java.util.function.Predicate;

/// Waits for a migration's end and says how it went.
final class Outcome {
    private Outcome() {}

    /// Watches until it has ended, or waits for a person; prints the outcome.
    ///
    /// @return the exit code
    static int awaited(GodwitCommand godwit, Service service, String migration) {
        return exitCode(
                        until(
                                godwit,
                                service,
                                migration,
                                view -> view.hasEnded() || view.waitsForCutover()))
                .number();
    }

    static MigrationView end(GodwitCommand godwit, Service service, String migration) {
        return until(godwit, service, migration, MigrationView::hasEnded);
    }

    /// Watches until no cutover is under way.
    static MigrationView afterCutover(GodwitCommand godwit, Service service, String migration) {
        return until(
                godwit,
                service,
                migration,
                view -> view.hasEnded() || !view.substate().equals("CompletingMigration"));
    }

    private static MigrationView until(
            GodwitCommand godwit,
            Service service,
            String migration,
            Predicate<MigrationView> reached) {
        JsonNode last = Watcher.of(godwit, service).until(migration, reached);
        MigrationView view = MigrationReader.migration(last);
        godwit.output().print(last, () -> MigrationReport.outcome(view));
        return view;
    }

    static ExitCode exitCode(MigrationView view) {
        return switch (view.state()) {
            case "Succeeded", "WaitingForUserAction" -> ExitCode.OK;
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

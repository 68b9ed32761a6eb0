package io.godwit.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.godwit.cli.display.ComparisonReport;
import io.godwit.cli.service.CommandFailure;
import io.godwit.cli.service.Service;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "report",
        description = "What was moved, when, compared how, and what did not move; with its digest.")
final class ReportCommand extends MigrationCommand {
    @Option(
            names = "--html",
            paramLabel = "FILE",
            description = "Write it there as a page that needs nothing else.")
    private @Nullable Path html;

    @Override
    int call(GodwitCommand godwit, Service service) {
        if (html != null) {
            write(html, service.reportPage(name()));
            godwit.output().lines(List.of("The report is in " + html + "."));
        } else {
            JsonNode report = service.report(name());
            godwit.output().print(report, () -> ComparisonReport.ofMigration(report));
        }
        return 0;
    }

    private static void write(Path file, String page) {
        try {
            Files.writeString(file, page);
        } catch (IOException e) {
            throw CommandFailure.user(
                    "The file " + file + " cannot be written.", "Choose another place.");
        }
    }
}

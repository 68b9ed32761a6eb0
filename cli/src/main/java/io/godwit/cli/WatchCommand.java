package io.godwit.cli;

import io.godwit.cli.service.Service;
import picocli.CommandLine.Command;

@Command(
        name = "watch",
        description = "Watches a migration to its end; the exit code tells how it ended.")
final class WatchCommand extends MigrationCommand {
    @Override
    int call(GodwitCommand godwit, Service service) {
        return Outcome.awaited(godwit, service, name());
    }
}

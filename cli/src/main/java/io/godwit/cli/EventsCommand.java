package io.godwit.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.godwit.cli.display.EventReport;
import io.godwit.cli.display.MigrationReader;
import io.godwit.cli.display.MigrationView;
import io.godwit.cli.service.Service;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(name = "events", description = "Shows everything that happened, as recorded.")
final class EventsCommand extends MigrationCommand {
    @Option(
            names = {"--follow", "-f"},
            description = "Go on until the migration ends.")
    private boolean follow;

    @Override
    int call(GodwitCommand godwit, Service service) {
        if (follow) {
            follow(godwit, service);
            return 0;
        }
        JsonNode events = service.events(name());
        godwit.output().print(events, () -> EventReport.all(events));
        return 0;
    }

    private void follow(GodwitCommand godwit, Service service) {
        service.follow(
                name(),
                event -> {
                    godwit.output().printOne(event, () -> EventReport.one(event));
                    return !(EventReport.isEnd(event) && isLast(service, event));
                });
    }

    /// An end that a retry went beyond is not the last one.
    private boolean isLast(Service service, JsonNode event) {
        MigrationView view = MigrationReader.migration(service.show(name()));
        return view.ended().isPresent() && !EventReport.at(event).isBefore(view.ended().get());
    }
}

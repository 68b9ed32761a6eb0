package io.godwit.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.godwit.cli.display.EventReport;
import io.godwit.cli.display.MigrationReader;
import io.godwit.cli.display.MigrationView;
import io.godwit.cli.service.Service;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

@Command(name = "events", description = "Shows everything that happened, as recorded.")
final class EventsCommand implements Callable<Integer> {
    @ParentCommand private @Nullable GodwitCommand godwit;

    @Parameters(paramLabel = "MIGRATION", description = "The name of the migration.")
    private String name = "";

    @Option(
            names = {"--follow", "-f"},
            description = "Go on until the migration ends.")
    private boolean follow;

    @Override
    public Integer call() {
        GodwitCommand parent = Parent.of(godwit);
        try (Service service = parent.service()) {
            if (follow) {
                follow(parent, service);
                return 0;
            }
            JsonNode events = service.events(name);
            parent.output().print(events, () -> EventReport.all(events));
            return 0;
        }
    }

    private void follow(GodwitCommand parent, Service service) {
        service.follow(
                name,
                event -> {
                    parent.output().printOne(event, () -> EventReport.one(event));
                    return !(EventReport.isEnd(event) && isLast(service, event));
                });
    }

    /// An end that a retry went beyond is not the last one.
    private boolean isLast(Service service, JsonNode event) {
        MigrationView view = MigrationReader.migration(service.show(name));
        return view.ended().isPresent() && !EventReport.at(event).isBefore(view.ended().get());
    }
}

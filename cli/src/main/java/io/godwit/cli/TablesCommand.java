package io.godwit.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.godwit.cli.display.MigrationReader;
import io.godwit.cli.display.MigrationView;
import io.godwit.cli.display.TableReport;
import io.godwit.cli.service.Json;
import io.godwit.cli.service.Service;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(name = "tables", description = "Shows the tables of a migration and how far each is.")
final class TablesCommand extends MigrationCommand {
    @Option(
            names = {"--database", "-d"},
            paramLabel = "DATABASE",
            description = "One database only (default: all).")
    private @Nullable String database;

    @Override
    int call(GodwitCommand godwit, Service service) {
        if (database != null) {
            JsonNode tables = service.tables(name(), database);
            godwit.output().print(tables, () -> TableReport.of(MigrationReader.tables(tables)));
            return 0;
        }
        return all(godwit, service);
    }

    private int all(GodwitCommand godwit, Service service) {
        MigrationView view = MigrationReader.migration(service.show(name()));
        ObjectNode answers = Json.object();
        view.databases()
                .forEach(each -> answers.set(each.name(), service.tables(name(), each.name())));
        godwit.output().print(answers, () -> TableReport.ofDatabases(answers));
        return 0;
    }
}

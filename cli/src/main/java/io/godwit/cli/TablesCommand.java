package io.godwit.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.godwit.cli.display.MigrationReader;
import io.godwit.cli.display.MigrationView;
import io.godwit.cli.display.TableReport;
import io.godwit.cli.service.Json;
import io.godwit.cli.service.Service;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

@Command(name = "tables", description = "Shows the tables of a migration and how far each is.")
final class TablesCommand implements Callable<Integer> {
    @ParentCommand private @Nullable GodwitCommand godwit;

    @Parameters(paramLabel = "MIGRATION", description = "The name of the migration.")
    private String name = "";

    @Option(
            names = {"--database", "-d"},
            paramLabel = "DATABASE",
            description = "One database only (default: all).")
    private @Nullable String database;

    @Override
    public Integer call() {
        GodwitCommand parent = Parent.of(godwit);
        try (Service service = parent.service()) {
            if (database != null) {
                JsonNode tables = service.tables(name, database);
                parent.output().print(tables, () -> TableReport.of(MigrationReader.tables(tables)));
                return 0;
            }
            return all(parent, service);
        }
    }

    private int all(GodwitCommand parent, Service service) {
        MigrationView view = MigrationReader.migration(service.show(name));
        ObjectNode answers = Json.object();
        view.databases()
                .forEach(each -> answers.set(each.name(), service.tables(name, each.name())));
        parent.output().print(answers, () -> TableReport.ofDatabases(answers));
        return 0;
    }
}

package io.godwit.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.godwit.cli.request.RequestBody;
import io.godwit.cli.service.Service;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

@Command(name = "create", description = "Creates a migration, which starts at once.")
final class CreateCommand implements Callable<Integer> {
    @ParentCommand private @Nullable GodwitCommand godwit;

    @Option(
            names = {"--name", "--migration-name"},
            required = true,
            paramLabel = "NAME",
            description = "Letters, digits and hyphens; unique.")
    private String name = "";

    @Option(
            names = {"--mode", "--migration-mode"},
            paramLabel = "MODE",
            description = "Offline (default) or Online.")
    private @Nullable String mode;

    @Option(
            names = {"--option", "--migration-option"},
            paramLabel = "OPTION",
            description = "ValidateAndMigrate (default), Validate or Migrate.")
    private @Nullable String option;

    @Mixin private ServerFiles servers = new ServerFiles();

    @Option(
            names = "--idempotency-key",
            paramLabel = "KEY",
            description = "The same key and request, sent again, do not create another migration.")
    private @Nullable String idempotencyKey;

    @Option(names = "--wait", description = "Watch until it ends; the exit code tells how.")
    private boolean wait;

    @Override
    public Integer call() {
        GodwitCommand parent = Parent.of(godwit);
        ObjectNode body = servers.body(parent.surroundings());
        RequestBody.override(body, name, "name", "migrationName");
        RequestBody.override(body, mode, "mode", "MigrationMode");
        RequestBody.override(body, option, "option", "MigrationOption");
        String key =
                Optional.ofNullable(idempotencyKey).orElseGet(() -> UUID.randomUUID().toString());
        try (Service service = parent.service()) {
            JsonNode created = service.create(body, key);
            return wait ? Outcome.awaited(parent, service, name) : created(parent, created);
        }
    }

    private int created(GodwitCommand parent, JsonNode created) {
        parent.output()
                .print(
                        created,
                        () ->
                                List.of(
                                        "Migration " + name + " is created.",
                                        "Watch it:   godwit watch " + name,
                                        "Cancel it:  godwit cancel " + name));
        return 0;
    }
}

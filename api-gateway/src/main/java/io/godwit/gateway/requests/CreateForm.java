package io.godwit.gateway.requests;

import io.godwit.common.messaging.Passwords;
import io.godwit.common.migration.DatabaseSpec;
import io.godwit.common.migration.MigrationNames;
import io.godwit.common.migration.MigrationSpec;
import io.godwit.common.migration.Mode;
import io.godwit.common.migration.Option;
import io.godwit.common.migration.Server;
import io.godwit.common.migration.Side;
import io.godwit.common.migration.SourceType;
import io.godwit.common.migration.Verification;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Reads the body that creates a migration. Its properties are those of the reference, in any case,
/// inside `properties` or beside it; and ours.
public final class CreateForm {
    /// Given in the query, where the reference's CLI has them as arguments.
    public record Arguments(
            @Nullable String name, @Nullable String mode, @Nullable String option) {}

    private final Mistakes mistakes = new Mistakes();
    private final Arguments arguments;
    private final Fields body;

    private CreateForm(String body, Arguments arguments) {
        this.arguments = arguments;
        this.body = Bodies.fields(body, mistakes);
    }

    /// @param secretId under which the passwords are to be stored
    /// @throws io.godwit.gateway.problems.InvalidRequestException with all mistakes
    public static NewMigration read(String body, Arguments arguments, String secretId) {
        return new CreateForm(body, arguments).read(secretId);
    }

    private NewMigration read(String secretId) {
        String name = name();
        Mode mode = word(Mode.class, arguments.mode(), Mode.OFFLINE, "MigrationMode", "mode");
        Option option =
                word(
                        Option.class,
                        arguments.option(),
                        Option.VALIDATE_AND_MIGRATE,
                        "MigrationOption",
                        "option");
        SourceType type = word(SourceType.class, null, SourceType.POSTGRESQL, "sourceType");
        ServerFields servers = new ServerFields(body, mistakes);
        GivenServer source = servers.server(Side.SOURCE);
        GivenServer target = servers.server(Side.TARGET);
        List<DatabaseSpec> databases = new DatabaseFields(mistakes).read(body);
        boolean overwrite = body.flag(true, "OverwriteDBsInTarget", "overwrite");
        boolean roles = body.flag(false, "migrateRoles");
        boolean readOnly = body.flag(false, "sourceReadOnly");
        Verification verification = word(Verification.class, null, usual(mode), "verification");
        int parallelism =
                body.number(
                        MigrationSpec.DEFAULT_PARALLELISM,
                        1,
                        MigrationSpec.MAX_PARALLELISM,
                        "parallelism");
        servers.rejectUnknown();
        body.rejectUnknown();
        mistakes.check();
        if (name == null || source == null || target == null) {
            throw new IllegalStateException("a missing property was not written down");
        }
        return new NewMigration(
                new MigrationSpec(
                        name,
                        mode,
                        option,
                        type,
                        source.server(),
                        beside(target.server(), databases),
                        databases,
                        overwrite,
                        roles,
                        readOnly,
                        verification,
                        parallelism,
                        secretId),
                new Passwords(source.password(), target.password()));
    }

    /// Online, the comparison is part of the pause that applications feel: only who asks for it
    /// gets it.
    private static Verification usual(Mode mode) {
        return mode == Mode.ONLINE ? Verification.NONE : Verification.FULL;
    }

    private @Nullable String name() {
        String name = either(arguments.name(), "name", "migrationName");
        if (name == null) {
            if (!body.has("name", "migrationName")) {
                mistakes.add("name", "the migration's name is missing");
            }
            return null;
        }
        if (!MigrationNames.allowed(name)) {
            mistakes.add(
                    body.has("migrationName") ? body.path("migrationName") : body.path("name"),
                    "1 to 100 letters, digits and hyphens are expected, not beginning with a hyphen");
            return null;
        }
        return name;
    }

    private <E extends Enum<E>> E word(
            Class<E> type, @Nullable String argument, E otherwise, String... names) {
        String text = either(argument, names);
        String path = body.path(names[body.has(names[names.length - 1]) ? names.length - 1 : 0]);
        return Words.read(type, text, otherwise, path, mistakes);
    }

    /// From the query or the body; both only if they say the same.
    private @Nullable String either(@Nullable String argument, String... names) {
        String property = body.text(names);
        if (argument != null && property != null && !argument.equalsIgnoreCase(property)) {
            mistakes.add(names[0], "body and query differ: " + property + " and " + argument);
        }
        return argument != null ? argument : property;
    }

    /// Work on the target needs a database to connect to that is not itself replaced.
    private static Server beside(Server target, List<DatabaseSpec> databases) {
        boolean replaced =
                databases.stream()
                        .map(DatabaseSpec::targetName)
                        .anyMatch(target.maintenanceDatabase()::equals);
        return !replaced
                ? target
                : new Server(
                        target.host(),
                        target.port(),
                        target.user(),
                        Server.DEFAULT_DATABASE,
                        target.sslMode(),
                        target.passwordReference());
    }

    /// A body with its `properties` folded in.
    static final class Bodies {
        private Bodies() {}

        static Fields fields(String body, Mistakes mistakes) {
            ObjectNode object = JsonBodies.object(body);
            Fields fields = new Fields("", mistakes);
            fields.addAll("", object, Set.of("properties"));
            object.properties().stream()
                    .filter(entry -> entry.getKey().equalsIgnoreCase("properties"))
                    .forEach(entry -> fold(entry.getKey(), entry.getValue(), fields, mistakes));
            return fields;
        }

        private static void fold(String key, JsonNode value, Fields fields, Mistakes mistakes) {
            if (value instanceof ObjectNode properties) {
                fields.addAll(key, properties, Set.of());
            } else if (!value.isNull()) {
                mistakes.add(key, "an object is expected");
            }
        }
    }
}

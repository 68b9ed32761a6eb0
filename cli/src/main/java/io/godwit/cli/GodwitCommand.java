package io.godwit.cli;

import io.godwit.cli.service.CommandFailure;
import io.godwit.cli.service.ExitCode;
import io.godwit.cli.service.Service;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/// The entry point: options that every command takes, and the table of commands.
@Command(
        name = "godwit",
        description = "Moves PostgreSQL databases to another PostgreSQL server.",
        mixinStandardHelpOptions = true,
        scope = ScopeType.INHERIT,
        versionProvider = Version.class,
        sortOptions = false,
        usageHelpAutoWidth = true,
        subcommands = {
            CreateCommand.class,
            ListCommand.class,
            ShowCommand.class,
            WatchCommand.class,
            TablesCommand.class,
            ValidateCommand.class,
            EventsCommand.class,
            CompareCommand.class,
            ReportCommand.class,
            CutoverCommand.class,
            PauseCommand.class,
            ResumeCommand.class,
            CancelCommand.class,
            RetryCommand.class,
            DeleteCommand.class,
            TestConnectionCommand.class,
            DatabasesCommand.class
        })
public final class GodwitCommand implements Runnable {
    private static final String DEFAULT_SERVER = "http://127.0.0.1:8432";

    private final Surroundings surroundings;

    @Option(
            names = "--server",
            paramLabel = "URL",
            scope = ScopeType.INHERIT,
            description = "Address of the service; also by GODWIT_URL. Default:%n" + DEFAULT_SERVER)
    private @Nullable String server;

    @Option(
            names = "--token",
            paramLabel = "TOKEN",
            scope = ScopeType.INHERIT,
            description = "The API's token; better given by GODWIT_TOKEN, which no one else sees.")
    private @Nullable String token;

    @Option(
            names = {"--output", "-o"},
            paramLabel = "FORMAT",
            scope = ScopeType.INHERIT,
            description = "table (for people) or json (for scripts).")
    private @Nullable OutputFormat format;

    @Option(
            names = "--query",
            paramLabel = "JMESPATH",
            scope = ScopeType.INHERIT,
            description = "Picks from the JSON answer; prints JSON unless --output table.")
    private @Nullable String query;

    @Spec private @Nullable CommandSpec spec;

    GodwitCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    public static void main(String[] arguments) {
        Surroundings surroundings = Surroundings.ofProcess();
        int exitCode = run(surroundings, arguments);
        surroundings.out().flush();
        surroundings.err().flush();
        System.exit(exitCode);
    }

    static int run(Surroundings surroundings, String... arguments) {
        return commandLine(surroundings).execute(arguments);
    }

    static CommandLine commandLine(Surroundings surroundings) {
        return new CommandLine(new GodwitCommand(surroundings))
                .setOut(surroundings.out())
                .setErr(surroundings.err())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setExecutionExceptionHandler(
                        (failure, _, _) -> FailureReport.print(surroundings.err(), failure))
                .setParameterExceptionHandler(
                        (failure, _) -> UsageReport.print(surroundings.err(), failure));
    }

    /// Without a command there is only help to give.
    @Override
    public void run() {
        if (spec != null) {
            throw new CommandLine.ParameterException(spec.commandLine(), "Name a command.");
        }
    }

    Surroundings surroundings() {
        return surroundings;
    }

    Service service() {
        return new Service(address(), setting(token, "GODWIT_TOKEN"));
    }

    Output output() {
        return new Output(surroundings.out(), format, query);
    }

    private URI address() {
        String given = setting(server, "GODWIT_URL").orElse(DEFAULT_SERVER);
        try {
            URI address = URI.create(given.contains("://") ? given : "http://" + given);
            if (address.getHost() != null && address.getScheme().startsWith("http")) {
                return address;
            }
        } catch (IllegalArgumentException e) {
            throw notAnAddress(given);
        }
        throw notAnAddress(given);
    }

    private static CommandFailure notAnAddress(String given) {
        return new CommandFailure(
                ExitCode.USAGE,
                null,
                "The address `" + given + "` is not an HTTP address.",
                List.of(),
                "Give it as http://host:port.");
    }

    private Optional<String> setting(@Nullable String option, String variable) {
        return Optional.ofNullable(option)
                .or(() -> Optional.ofNullable(surroundings.environment().get(variable)))
                .filter(value -> !value.isBlank());
    }
}

package io.godwit.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.godwit.cli.request.Passwords;
import io.godwit.cli.request.RequestBody;
import java.nio.file.Path;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// The options by which a person says which servers are meant: one properties file, or separate
/// files of source, target and databases.
final class ServerFiles {
    @Option(
            names = "--properties",
            paramLabel = "FILE",
            description = "JSON with both servers, their passwords and the databases.")
    private @Nullable Path properties;

    @Option(
            names = "--source-connection-json",
            paramLabel = "FILE",
            description = "The source alone (with --target-connection-json).")
    private @Nullable Path source;

    @Option(
            names = "--target-connection-json",
            paramLabel = "FILE",
            description = "The target alone.")
    private @Nullable Path target;

    @Option(
            names = "--database-options-json",
            paramLabel = "FILE",
            description = "The databases: names, names on the target, selected tables.")
    private @Nullable Path databases;

    @Option(
            names = "--no-password",
            description = "A password that the file leaves out is not asked for.")
    private boolean noPassword;

    @Spec(Spec.Target.MIXEE)
    private @Nullable CommandSpec command;

    /// For a migration: both servers and the databases.
    ObjectNode body(Surroundings surroundings) {
        return body(surroundings, Set.of("source", "target"));
    }

    /// @param sides whose passwords are needed
    ObjectNode body(Surroundings surroundings, Set<String> sides) {
        RequestBody body = requestBody(surroundings, sides);
        if (properties != null && source == null && target == null && databases == null) {
            return body.ofProperties(properties);
        }
        if (properties == null && source != null && target != null) {
            return body.ofConnections(source, target, databases);
        }
        throw wrongChoice(
                "Give either --properties, or --source-connection-json and"
                        + " --target-connection-json.");
    }

    /// One server, given by its address on the command line.
    ObjectNode ofAddress(Surroundings surroundings, String address, String side) {
        if (properties != null || source != null || target != null || databases != null) {
            throw wrongChoice("Give either --" + side + " or files.");
        }
        return requestBody(surroundings, Set.of(side)).ofAddress(address, side);
    }

    private RequestBody requestBody(Surroundings surroundings, Set<String> sides) {
        return new RequestBody(
                new Passwords(
                        surroundings.terminal(), surroundings.environment(), noPassword, sides));
    }

    private RuntimeException wrongChoice(String message) {
        return command == null
                ? new IllegalStateException(message)
                : new ParameterException(command.commandLine(), message);
    }
}

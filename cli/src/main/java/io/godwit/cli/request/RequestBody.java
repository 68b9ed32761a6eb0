package io.godwit.cli.request;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.godwit.cli.service.CommandFailure;
import io.godwit.cli.service.Json;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Makes the body of a request of the files that a person wrote. What the files say is passed on as
/// it is; the service judges it.
public final class RequestBody {
    private final Passwords passwords;

    public RequestBody(Passwords passwords) {
        this.passwords = passwords;
    }

    /// The form with one file of properties.
    public ObjectNode ofProperties(Path file) {
        ObjectNode body = object(PropertiesFile.read(file), file);
        ObjectNode properties =
                Json.member(body, "properties")
                        .map(Map.Entry::getValue)
                        .filter(ObjectNode.class::isInstance)
                        .map(ObjectNode.class::cast)
                        .orElse(body);
        ObjectNode credentials =
                child(child(properties, "SecretParameters", file), "AdminCredentials", file);
        passwords.complete(credentials, "SourceServerPassword", "source");
        passwords.complete(credentials, "TargetServerPassword", "target");
        return body;
    }

    /// The form with a file for each of source, target and databases.
    ///
    /// @param databases null where a request needs none
    public ObjectNode ofConnections(Path source, Path target, @Nullable Path databases) {
        ObjectNode body = Json.object();
        body.set("source", connection(source, "source"));
        body.set("target", connection(target, "target"));
        if (databases != null) {
            body.set("databaseOptions", PropertiesFile.read(databases));
        }
        return body;
    }

    /// What the command line says counts more than what the file says, under whatever name.
    ///
    /// @param value null leaves the file's
    public static void override(ObjectNode body, @Nullable String value, String... names) {
        if (value == null) {
            return;
        }
        for (String name : names) {
            remove(body, name);
            Json.member(body, "properties")
                    .map(Map.Entry::getValue)
                    .filter(ObjectNode.class::isInstance)
                    .ifPresent(properties -> remove((ObjectNode) properties, name));
        }
        body.put(names[0], value);
    }

    private static void remove(ObjectNode object, String name) {
        Json.member(object, name).map(Map.Entry::getKey).ifPresent(object::remove);
    }

    /// One server by its address, such as `db.example.org:5432@postgres`.
    ///
    /// @param side `source` or `target`
    public ObjectNode ofAddress(String address, String side) {
        ObjectNode body = Json.object();
        body.put(side + "DbServerResourceId", address);
        ObjectNode credentials = body.putObject("SecretParameters").putObject("AdminCredentials");
        String capital = side.substring(0, 1).toUpperCase(Locale.ROOT) + side.substring(1);
        passwords.complete(credentials, capital + "ServerPassword", side);
        return body;
    }

    private ObjectNode connection(Path file, String side) {
        ObjectNode connection = object(PropertiesFile.read(file), file);
        passwords.complete(connection, "password", side);
        return connection;
    }

    private static ObjectNode object(JsonNode json, Path file) {
        if (json instanceof ObjectNode object) {
            return object;
        }
        throw CommandFailure.user(
                "The file " + file + " does not hold a JSON object.", "Correct the file.");
    }

    private static ObjectNode child(ObjectNode parent, String name, Path file) {
        Optional<Map.Entry<String, JsonNode>> present = Json.member(parent, name);
        if (present.isEmpty() || present.get().getValue().isNull()) {
            return parent.putObject(present.map(Map.Entry::getKey).orElse(name));
        }
        return object(present.get().getValue(), file);
    }
}

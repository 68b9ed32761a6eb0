package io.godwit.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.godwit.cli.display.ConnectionReport;
import io.godwit.cli.display.MigrationReader;
import io.godwit.cli.display.MigrationView;
import io.godwit.cli.request.Passwords;
import io.godwit.cli.request.RequestBody;
import io.godwit.cli.service.Json;
import io.godwit.cli.service.Service;
import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The CLI knows nothing of the service but its OpenAPI document; here the two are held together.
class OpenApiTest {
    private static final Path DOCUMENT =
            Path.of("../api-gateway/src/main/resources/io/godwit/gateway/openapi.yaml");

    private final JsonNode api = read();
    private final SchemaSample samples = new SchemaSample(api);

    @TempDir Path folder;

    @Test
    void everyRequestOfTheCliIsDescribed() {
        try (RecordedService recorder = new RecordedService();
                Service service = new Service(URI.create(recorder.address()), Optional.empty())) {
            JsonNode body = Json.object();
            for (Runnable request :
                    List.<Runnable>of(
                            () -> service.create(body, "key"),
                            () -> service.list("all"),
                            () -> service.show("n"),
                            () -> service.tables("n", "d"),
                            () -> service.tablesInFlight("n", "d", 30),
                            () -> service.cancel("n", true),
                            () -> service.retry("n"),
                            () -> service.delete("n"),
                            () -> service.events("n"),
                            () -> service.follow("n", _ -> true),
                            () -> service.testConnection(body),
                            () -> service.databases(body, "source"),
                            () -> service.revalidate("shop", "unmet"),
                            () -> service.environment("shop"),
                            () -> service.fixScript("shop", "source", true))) {
                sent(request);
            }
            assertThat(recorder.requests).hasSize(15);
            assertThat(recorder.requests).allSatisfy(request -> isDescribed(request.line()));
        }
    }

    private static void sent(Runnable request) {
        try {
            request.run();
        } catch (io.godwit.cli.service.CommandFailure expected) {
            assertThat(expected).hasMessageContaining("418");
        }
    }

    private void isDescribed(String line) {
        String[] methodAndUri = line.split(" ", 2);
        URI uri = URI.create(methodAndUri[1]);
        Map.Entry<String, JsonNode> path =
                api.path("paths").properties().stream()
                        .filter(candidate -> matches(candidate.getKey(), uri.getPath()))
                        .findFirst()
                        .orElseThrow(() -> new AssertionError("no path for " + line));
        JsonNode operation =
                path.getValue().path(methodAndUri[0].toLowerCase(java.util.Locale.ROOT));
        assertThat(operation.isObject()).as(line).isTrue();
        List<String> known =
                StreamSupport.stream(operation.path("parameters").spliterator(), false)
                        .map(parameter -> parameter.path("name").asText())
                        .toList();
        queryNames(uri).forEach(name -> assertThat(known).as(line).contains(name));
    }

    private static boolean matches(String template, String path) {
        return Pattern.matches(template.replaceAll("\\{[a-z]+\\}", "[^/]+"), path);
    }

    private static Stream<String> queryNames(URI uri) {
        return uri.getQuery() == null
                ? Stream.empty()
                : Arrays.stream(uri.getQuery().split("&")).map(pair -> pair.split("=", 2)[0]);
    }

    @Test
    void everythingOfAMigrationIsUnderstood() {
        MigrationView view = MigrationReader.migration(samples.of("MigrationDetails"));

        assertFilled(view, Set.of("tables")); // a database's tables are asked for apart
        assertThat(view.databases().getFirst().progress().tables()).isPositive();
    }

    @Test
    void everythingOfAListIsUnderstood() {
        MigrationView view = MigrationReader.list(samples.of("MigrationList")).getFirst();

        assertThat(view.state()).isNotEmpty();
        assertThat(view.substate()).isNotEmpty();
        assertThat(view.mode()).isNotEmpty();
        assertThat(view.option()).isNotEmpty();
        assertThat(view.source()).isNotEmpty();
        assertThat(view.target()).isNotEmpty();
        assertThat(view.sourceType()).isNotEmpty();
        assertThat(view.duration()).isPositive();
        assertThat(view.started()).isPresent();
        assertThat(view.databases().getFirst().name()).isNotEmpty();
    }

    @Test
    void everythingOfATableIsUnderstood() {
        assertFilled(MigrationReader.tables(samples.of("TablePage")).getFirst(), Set.of());
        assertThat(samples.of("TablePage").path("total").asInt()).isPositive();
    }

    @Test
    void triedServersAndTheirDatabasesAreUnderstood() {
        ObjectNode tried = (ObjectNode) samples.of("ConnectionTest");
        for (String side : List.of("source", "target")) {
            ((ObjectNode) tried.path(side)).put("ok", false);
        }

        String text = String.join("\n", ConnectionReport.tested(tried));
        assertThat(text)
                .contains("source", "target", "text-server", "text-version", "text-name")
                .contains("text-detail", "text-serverText", "text-action", "7 ms");

        assertThat(String.join("\n", ConnectionReport.databases(samples.of("DatabaseList"))))
                .contains("text-name", "text-owner", "text-encoding", "text-collation", "7 B");
    }

    @Test
    void statesThatEndAreTheOnesThatTheServiceHas() {
        List<String> states =
                StreamSupport.stream(api.at("/components/schemas/State/enum").spliterator(), false)
                        .map(JsonNode::asText)
                        .toList();
        List<String> ended =
                states.stream()
                        .filter(state ->
                                MigrationReader.migration(Json.object().put("state", state))
                                        .hasEnded())
                        .toList();

        assertThat(states).contains("InProgress", "WaitingForUserAction");
        assertThat(ended)
                .containsExactlyInAnyOrder("Succeeded", "Failed", "ValidationFailed", "Canceled");
    }

    @Test
    void bodiesUseTheDescribedKeys() throws IOException {
        RequestBody body =
                new RequestBody(new Passwords(new NoTerminal(), Map.of(), true, Set.of()));
        Path connection = Files.writeString(folder.resolve("c.json"), "{}");
        Path databases = Files.writeString(folder.resolve("d.json"), "[]");

        ObjectNode byFiles = body.ofConnections(connection, connection, databases);

        assertThat(propertiesOf("CreateByConnections")).contains("source", "target");
        assertThat(propertiesOf("CreateByConnections"))
                .containsAll(byFiles.properties().stream().map(Map.Entry::getKey).toList());
    }

    private List<String> propertiesOf(String schema) {
        return samples.resolved("#/components/schemas/" + schema).properties().stream()
                .map(Map.Entry::getKey)
                .toList();
    }

    /// Every component of a record says something, all the way down.
    private static void assertFilled(Record value, Set<String> but) {
        for (RecordComponent component : value.getClass().getRecordComponents()) {
            if (!but.contains(component.getName())) {
                assertFilled(component.getName() + " of " + value, part(value, component), but);
            }
        }
    }

    private static void assertFilled(String what, Object part, Set<String> but) {
        switch (part) {
            case String text -> assertThat(text).as(what).isNotEmpty();
            case Number number -> assertThat(number.doubleValue()).as(what).isPositive();
            case Optional<?> optional -> {
                assertThat(optional).as(what).isPresent();
                assertFilled(what, optional.orElseThrow(), but);
            }
            case Collection<?> all -> {
                assertThat(all).as(what).isNotEmpty();
                all.forEach(each -> assertFilled(what, each, but));
            }
            case Record nested -> assertFilled(nested, but);
            default -> assertThat(part).as(what).isNotNull();
        }
    }

    private static Object part(Record value, RecordComponent component) {
        try {
            return component.getAccessor().invoke(value);
        } catch (ReflectiveOperationException e) {
            throw new AssertionError(e);
        }
    }

    private static JsonNode read() {
        try {
            return new YAMLMapper().readTree(DOCUMENT.toFile());
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}

package io.godwit.gateway;

import io.godwit.common.testing.TestBroker;
import io.godwit.gateway.views.Views;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// A gateway on a port of its own, and a client for it.
final class RunningGateway implements AutoCloseable {
    private static final JsonMapper JSON = JsonMapper.shared();

    final ConfigurableApplicationContext context;
    final HttpClient http = HttpClient.newHttpClient();

    RunningGateway(TestBroker broker, String... more) {
        List<String> settings =
                new ArrayList<>(
                        List.of(
                                "--spring.main.banner-mode=off",
                                "--spring.kafka.bootstrap-servers=" + broker.bootstrapServers(),
                                "--godwit.messaging.secret-key-file="
                                        + broker.properties().secretKeyFile(),
                                "--godwit.messaging.partitions=2",
                                "--godwit.gateway.port=0"));
        settings.addAll(Arrays.asList(more));
        context =
                new SpringApplicationBuilder(GatewayApplication.class)
                        .web(WebApplicationType.SERVLET)
                        .run(settings.toArray(String[]::new));
        Eventually.isTrue("the gateway is ready", context.getBean(Views.class)::ready);
    }

    /// @param body of the answer
    record Answer(int status, String body, HttpResponse<String> response) {
        JsonNode json() {
            return JSON.readTree(body);
        }
    }

    URI uri(String path) {
        String port = context.getEnvironment().getRequiredProperty("local.server.port");
        return URI.create("http://127.0.0.1:" + port + "/api/v1" + path);
    }

    Answer get(String path, String... headers) {
        return send("GET", path, null, headers);
    }

    Answer post(String path, String body, String... headers) {
        return send("POST", path, body, headers);
    }

    Answer send(String method, String path, String body, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(uri(path));
        if (body == null) {
            request.method(method, HttpRequest.BodyPublishers.noBody());
        } else {
            request.method(method, HttpRequest.BodyPublishers.ofString(body));
            request.header("Content-Type", "application/json");
        }
        for (int i = 0; i < headers.length; i += 2) {
            request.setHeader(headers[i], headers[i + 1]);
        }
        try {
            HttpResponse<String> response = http.send(request.build(), BodyHandlers.ofString());
            return new Answer(response.statusCode(), response.body(), response);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        http.shutdownNow();
        context.close();
    }
}

package io.godwit.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.godwit.common.messaging.Topics;
import io.godwit.common.migration.MigrationEvent.MigrationSucceeded;
import io.godwit.common.testing.TestBroker;
import io.godwit.gateway.RunningGateway.Answer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import tools.jackson.databind.JsonNode;

@ExtendWith(OutputCaptureExtension.class)
class MigrationApiTest {
    private static final String SOURCE_PASSWORD = "s3cret-of-the-source";
    private static final String TARGET_PASSWORD = "s3cret-of-the-target";

    private static TestBroker broker;
    private static FakeOrchestrator orchestrator;
    private static RunningGateway gateway;

    @BeforeAll
    static void start() {
        broker = TestBroker.start();
        orchestrator = new FakeOrchestrator(broker.clients());
        gateway = new RunningGateway(broker, "--godwit.gateway.answer-timeout=3s");
    }

    @AfterAll
    static void stop() {
        gateway.close();
        orchestrator.close();
        broker.close();
    }

    static String body(String databases) {
        return """
        {"properties": {
          "SourceDBServerResourceId": "db.example.org:5432@postgres",
          "targetDbServerResourceId": "new.example.org:5433@postgres",
          "SecretParameters": {"AdminCredentials": {
            "SourceServerPassword": "%s", "TargetServerPassword": "%s"}},
          "targetServerUserName": "admin@target",
          "DBsToMigrate": [%s],
          "OverwriteDBsInTarget": "true",
          "MigrationMode": "Offline",
          "sourceType": "AWS",
          "sslMode": "Require"}}
        """
                .formatted(SOURCE_PASSWORD, TARGET_PASSWORD, databases);
    }

    private static Answer create(String name, String... headers) {
        return gateway.post("/migrations?name=" + name, body("\"ticketdb\""), headers);
    }

    @Test
    void aMigrationIsCreatedShownListedAndNeverTellsItsPasswords(CapturedOutput output) {
        Answer created = create("first");
        Answer shown = gateway.get("/migrations/first");
        Answer listed = gateway.get("/migrations?filter=active");
        Answer events = gateway.get("/migrations/first/events");

        assertThat(created.status()).as(created.body()).isEqualTo(201);
        assertThat(created.response().headers().firstValue("Location"))
                .hasValue("/api/v1/migrations/first");
        assertThat(shown.json().path("state").stringValue()).isEqualTo("InProgress");
        assertThat(shown.json().path("substate").stringValue())
                .isEqualTo("PerformingPreRequisiteSteps");
        assertThat(shown.json().at("/target/user").stringValue()).isEqualTo("admin@target");
        assertThat(shown.json().at("/source/sslMode").stringValue()).isEqualTo("Require");
        assertThat(names(listed)).contains("first");
        assertThat(events.json().at("/events/0/type").stringValue()).isEqualTo("migration-created");
        assertThat(created.body() + shown.body() + listed.body() + events.body() + output.getAll())
                .doesNotContain(SOURCE_PASSWORD, TARGET_PASSWORD);
    }

    private static List<String> names(Answer list) {
        List<String> names = new ArrayList<>();
        list.json()
                .path("migrations")
                .forEach(migration -> names.add(migration.path("name").stringValue()));
        return names;
    }

    @ParameterizedTest
    @ValueSource(strings = {"/migrations/%00", "/migrations/%ff%fe"})
    void aPathThatCannotBeDecodedIsRefusedLikeAnythingElse(String path) {
        Answer refused = gateway.get(path);

        assertThat(refused.status()).isBetween(400, 499);
        assertThat(refused.response().headers().firstValue("Content-Type"))
                .hasValueSatisfying(
                        type -> assertThat(type).startsWith("application/problem+json"));
        assertThat(refused.json().path("status").intValue()).isEqualTo(refused.status());
    }

    @Test
    void theOrchestratorsRefusalIsTheAnswerAndItsSecretIsDestroyed() {
        create("taken");

        Answer refused = create("taken");

        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.response().headers().firstValue("Content-Type"))
                .hasValue("application/problem+json");
        assertThat(refused.json().path("code").stringValue()).isEqualTo("MIGRATION_EXISTS");
        assertThat(refused.json().path("type").stringValue())
                .isEqualTo("urn:godwit:MIGRATION_EXISTS");
    }

    @Test
    void anUnansweredRequestTimesOutAndSaysSo() {
        Answer answer = create(FakeOrchestrator.SILENT);

        assertThat(answer.status()).isEqualTo(503);
        assertThat(answer.json().path("code").stringValue()).isEqualTo("RESPONSE_TIMEOUT");
    }

    @Test
    void anIdempotencyKeyCreatesOnceAlsoAcrossARestart() {
        int before = orchestrator.creations.get();
        Answer first = create("keyed", "Idempotency-Key", "k1");
        Answer second = create("keyed", "Idempotency-Key", "k1");
        Answer other =
                gateway.post(
                        "/migrations?name=keyed", body("\"otherdb\""), "Idempotency-Key", "k1");
        Answer refused = create("keyed", "Idempotency-Key", "k2");
        Answer refusedAgain = create("keyed", "Idempotency-Key", "k2");

        assertThat(first.status()).as(first.body()).isEqualTo(201);
        assertThat(second.status()).as(second.body()).isEqualTo(200);
        assertThat(other.status()).isEqualTo(422);
        assertThat(other.json().path("code").stringValue()).isEqualTo("IDEMPOTENCY_KEY_REUSED");
        assertThat(refused.status()).isEqualTo(409);
        assertThat(refusedAgain.status()).isEqualTo(409);
        assertThat(orchestrator.creations.get() - before).isEqualTo(2);
        try (RunningGateway restarted = new RunningGateway(broker)) {
            Answer third =
                    restarted.post(
                            "/migrations?name=keyed",
                            body("\"ticketdb\""),
                            "Idempotency-Key",
                            "k1");
            Answer reused =
                    restarted.post(
                            "/migrations?name=keyed", body("\"otherdb\""), "Idempotency-Key", "k1");
            assertThat(third.status()).as(third.body()).isEqualTo(200);
            assertThat(reused.status()).isEqualTo(422);
        }
        assertThat(orchestrator.creations.get() - before).isEqualTo(2);
    }

    @Test
    void cancelRetryAndDeleteAreAcceptedAndTheDeletedIsGone() {
        create("ending");

        Answer canceled = gateway.post("/migrations/ending/cancel", "{\"KEEPtarget\": true}");
        Answer retried = gateway.send("POST", "/migrations/ending/retry", null);
        Answer deleted = gateway.send("DELETE", "/migrations/ending", null);

        assertThat(canceled.status()).as(canceled.body()).isEqualTo(202);
        assertThat(canceled.json().path("substate").stringValue()).isEqualTo("Canceling");
        assertThat(canceled.json().path("keepTarget").booleanValue()).isTrue();
        assertThat(retried.status()).as(retried.body()).isEqualTo(202);
        assertThat(deleted.status()).as(deleted.body()).isEqualTo(202);
        Eventually.isTrue("gone", () -> gateway.get("/migrations/ending").status() == 404);
    }

    @Test
    void whatDoesNotExistIsNotFoundWhateverIsAskedOfIt() {
        for (Answer answer :
                List.of(
                        gateway.get("/migrations/nobody"),
                        gateway.get("/migrations/nobody/events"),
                        gateway.get("/migrations/nobody/events", "Accept", "text/event-stream"),
                        gateway.get("/migrations/nobody/databases/d/tables"),
                        gateway.post("/migrations/nobody/cancel", ""),
                        gateway.send("DELETE", "/migrations/nobody", null))) {
            assertThat(answer.status()).isEqualTo(404);
            assertThat(answer.json().path("code").stringValue()).isEqualTo("MIGRATION_NOT_FOUND");
        }
    }

    @Test
    void theFrameworksOwnRefusalsAreProblemsToo() {
        create("picture");
        for (Answer answer :
                List.of(
                        gateway.get("/nothing-here"),
                        gateway.send("PUT", "/migrations", "{}"),
                        gateway.post("/migrations", "{}", "Content-Type", "text/plain"),
                        gateway.post("/migrations", "{not json"),
                        gateway.get("/migrations?filter=most"),
                        gateway.get("/migrations/picture", "Accept", "image/png"))) {
            assertThat(answer.response().headers().firstValue("Content-Type"))
                    .as(answer.toString())
                    .hasValue("application/problem+json");
            assertThat(answer.json().path("code").stringValue()).isEqualTo("INVALID_REQUEST");
            assertThat(answer.json().path("status").intValue()).isEqualTo(answer.status());
        }
    }

    @Test
    void aBrokenBodyWithAPasswordIsNotRepeated(CapturedOutput output) {
        Answer answer =
                gateway.post("/migrations", "{\"password\": \"" + SOURCE_PASSWORD + "\" oops}");

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.body() + output.getAll()).doesNotContain(SOURCE_PASSWORD);
    }

    @Test
    void theSecretOfAMigrationThatSucceededIsDestroyed() {
        create("done");
        String secret = secretOf("done");
        assertThat(liveSecrets()).contains(secret);

        orchestrator.say("done", new MigrationSucceeded());

        Eventually.isTrue("destroyed", () -> !liveSecrets().contains(secret));
    }

    private static String secretOf(String migration) {
        JsonNode events = gateway.get("/migrations/" + migration + "/events").json();
        return events.at("/events/0/payload/spec/secretId").stringValue();
    }

    private static List<String> liveSecrets() {
        Map<String, byte[]> secrets = new HashMap<>();
        try (Consumer<String, byte[]> consumer = broker.clients().follower()) {
            TopicPartition partition = new TopicPartition(Topics.SECRETS, 0);
            consumer.assign(List.of(partition));
            consumer.seekToBeginning(List.of(partition));
            long end = consumer.endOffsets(List.of(partition)).get(partition);
            while (consumer.position(partition) < end) {
                consumer.poll(Duration.ofMillis(100))
                        .forEach(entry -> secrets.put(entry.key(), entry.value()));
            }
        }
        secrets.values().removeIf(sealed -> sealed == null);
        secrets.values()
                .forEach(sealed ->
                        assertThat(new String(sealed, StandardCharsets.ISO_8859_1))
                                .doesNotContain(SOURCE_PASSWORD));
        return List.copyOf(secrets.keySet());
    }
}

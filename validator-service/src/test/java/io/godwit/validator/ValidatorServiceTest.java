package io.godwit.validator;

import static org.assertj.core.api.Assertions.assertThat;

import io.godwit.common.messaging.KafkaClients;
import io.godwit.common.messaging.LogFollower;
import io.godwit.common.messaging.Passwords;
import io.godwit.common.messaging.SecretCipher;
import io.godwit.common.messaging.SecretVault;
import io.godwit.common.messaging.Topics;
import io.godwit.common.messaging.WireCodec;
import io.godwit.common.migration.DatabaseSpec;
import io.godwit.common.migration.Endpoints;
import io.godwit.common.migration.Envelope;
import io.godwit.common.migration.MigrationEvent;
import io.godwit.common.migration.MigrationEvent.RulesChecked;
import io.godwit.common.migration.MigrationEvent.TablesCompared;
import io.godwit.common.migration.MigrationSpec;
import io.godwit.common.migration.RuleResult;
import io.godwit.common.migration.TableRef;
import io.godwit.common.migration.Verification;
import io.godwit.common.migration.WorkAnswers;
import io.godwit.common.migration.WorkRef;
import io.godwit.common.migration.WorkerCommand.CompareTables;
import io.godwit.common.migration.WorkerCommand.ValidateDatabase;
import io.godwit.common.migration.WorkerCommand.ValidateServers;
import io.godwit.common.migration.WorkerCommand.ValidatorCommand;
import io.godwit.common.testing.TestBroker;
import io.godwit.common.testing.TestPostgres;
import io.godwit.validator.rules.Trial;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;

/// The service as it is started, on a real broker.
class ValidatorServiceTest {
    @Test
    void commandsOnTheLogAreAnsweredByFacts() throws Exception {
        Trial.fresh("service", "CREATE TABLE t(a int)");
        TestPostgres.target().recreate("service");
        TestPostgres.target().execute("service", "CREATE TABLE t(a int)");
        MigrationSpec spec = new Trial("service").spec();
        DatabaseSpec database = spec.databases().getFirst();
        BlockingQueue<MigrationEvent> answers = new LinkedBlockingQueue<>();
        try (TestBroker broker = TestBroker.start();
                var service = start(broker);
                LogFollower log = follow(broker.clients(), answers)) {
            log.start();
            new SecretVault(broker.clients(), SecretCipher.of(broker.properties()))
                    .put(spec.secretId(), new Passwords("source word", "target word"));

            assertThat(service.isRunning()).isTrue();
            publish(broker.clients(), new ValidateServers(work("validate"), spec));
            assertThat(answers.poll(60, TimeUnit.SECONDS))
                    .isInstanceOfSatisfying(
                            RulesChecked.class,
                            fact ->
                                    assertThat(fact.results())
                                            .extracting(RuleResult::code)
                                            .contains("SOURCE_REACHABLE", "CLIENT_TOOLS"));
            publish(broker.clients(), new ValidateDatabase(work("validate/0"), spec, database));
            assertThat(answers.poll(60, TimeUnit.SECONDS))
                    .isInstanceOfSatisfying(
                            RulesChecked.class,
                            fact ->
                                    assertThat(fact.results())
                                            .extracting(RuleResult::code)
                                            .contains("SOURCE_DATABASE_EXISTS"));
            publish(broker.clients(), compare(spec.endpoints()));
            assertThat(answers.poll(60, TimeUnit.SECONDS))
                    .isInstanceOfSatisfying(
                            TablesCompared.class,
                            fact ->
                                    assertThat(fact.tables())
                                            .singleElement()
                                            .matches(t -> t.equal()));
        }
    }

    private static org.springframework.context.ConfigurableApplicationContext start(
            TestBroker broker) {
        Map<String, Object> settings =
                Map.of(
                        "spring.kafka.bootstrap-servers",
                        broker.bootstrapServers(),
                        "godwit.messaging.partitions",
                        broker.properties().partitions(),
                        "godwit.messaging.secret-key-file",
                        Objects.requireNonNull(broker.properties().secretKeyFile()).toString());
        return new SpringApplicationBuilder(ValidatorApplication.class)
                .web(WebApplicationType.NONE)
                .properties(settings)
                .run();
    }

    private static LogFollower follow(KafkaClients kafka, BlockingQueue<MigrationEvent> answers) {
        return new LogFollower(
                "test",
                kafka,
                List.of(Topics.EVENTS),
                entry ->
                        WireCodec.decode(entry.value(), MigrationEvent.class)
                                .map(Envelope::payload)
                                .filter(fact -> WorkAnswers.successOf(fact).isPresent())
                                .ifPresent(answers::add));
    }

    private static WorkRef work(String id) {
        return new WorkRef("trial", id, 1, 1, null, 0);
    }

    private static CompareTables compare(Endpoints endpoints) {
        return new CompareTables(
                work("compare/0"),
                endpoints,
                "service",
                "service",
                null,
                Verification.FULL,
                List.of(new TableRef(0, 0, "public", "t")));
    }

    private static void publish(KafkaClients kafka, ValidatorCommand command) throws Exception {
        var envelope =
                new Envelope<>(UUID.randomUUID().toString(), null, "trial", Instant.now(), command);
        try (var producer = kafka.producer()) {
            producer.send(
                            new ProducerRecord<>(
                                    Topics.VALIDATOR_COMMANDS, "trial", WireCodec.encode(envelope)))
                    .get();
        }
    }
}

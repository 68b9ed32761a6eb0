package io.godwit.validator;

import io.godwit.common.messaging.KafkaClients;
import io.godwit.common.messaging.MessagingProperties;
import io.godwit.common.messaging.Topics;
import io.godwit.common.messaging.WorkQueue;
import io.godwit.common.migration.WorkerCommand.ValidatorCommand;
import io.godwit.common.postgres.ClientTools;
import io.godwit.common.postgres.PostgresConnections;
import io.godwit.validator.comparison.Comparisons;
import io.godwit.validator.comparison.DriftCheck;
import io.godwit.validator.comparison.TableComparison;
import io.godwit.validator.environment.EnvironmentComparison;
import io.godwit.validator.estimate.Estimation;
import io.godwit.validator.rules.RuleEngine;
import io.godwit.validator.rules.RuleSessions;
import java.time.Clock;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(ValidatorProperties.class)
class ValidatorConfiguration {
    @Bean(initMethod = "start", destroyMethod = "close")
    WorkQueue<ValidatorCommand> validatorWorkQueue(
            KafkaClients kafka,
            ValidatorPerformer performer,
            ValidatorProperties properties,
            MessagingProperties messaging,
            Clock clock) {
        return new WorkQueue<>(
                kafka,
                Topics.VALIDATOR_COMMANDS,
                WorkQueue.VALIDATORS,
                ValidatorCommand.class,
                properties.slots(),
                performer,
                messaging,
                clock);
    }

    @Bean
    ValidatorPerformer validatorPerformer(
            PostgresConnections connections, ValidatorProperties properties, Clock clock) {
        RuleSessions sessions =
                new RuleSessions(
                        connections, properties.ruleTimeout(), properties.connectTimeout());
        return new ValidatorPerformer(
                new RuleEngine(
                        AllRules.of(new ClientTools(properties.clientTools())),
                        connections,
                        properties.ruleTimeout(),
                        properties.connectTimeout(),
                        clock),
                new EnvironmentComparison(sessions),
                new Estimation(sessions, clock),
                new TableComparison(connections),
                new Comparisons(connections),
                new DriftCheck(connections));
    }
}

package io.godwit.validator;

import io.godwit.common.messaging.KafkaClients;
import io.godwit.common.messaging.MessagingProperties;
import io.godwit.common.messaging.Topics;
import io.godwit.common.messaging.WorkQueue;
import io.godwit.common.migration.WorkerCommand.ValidatorCommand;
import io.godwit.common.postgres.PostgresConnections;
import io.godwit.validator.comparison.Comparisons;
import io.godwit.validator.comparison.TableComparison;
import io.godwit.validator.rules.Rule;
import io.godwit.validator.rules.RuleEngine;
import io.godwit.validator.rules.database.DatabaseRules;
import io.godwit.validator.rules.server.ServerRules;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
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
        return new ValidatorPerformer(
                new RuleEngine(
                        rules(),
                        connections,
                        properties.ruleTimeout(),
                        properties.connectTimeout(),
                        clock),
                new TableComparison(connections),
                new Comparisons(connections));
    }

    private static List<Rule> rules() {
        List<Rule> rules = new ArrayList<>(ServerRules.all());
        rules.addAll(DatabaseRules.all());
        return rules;
    }
}

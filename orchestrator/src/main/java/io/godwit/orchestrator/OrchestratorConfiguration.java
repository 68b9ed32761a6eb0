package io.godwit.orchestrator;

import io.godwit.common.messaging.KafkaClients;
import io.godwit.orchestrator.log.Orchestrator;
import java.time.Clock;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(OrchestratorProperties.class)
class OrchestratorConfiguration {
    @Bean(initMethod = "start", destroyMethod = "close")
    Orchestrator orchestrator(KafkaClients kafka, OrchestratorProperties properties, Clock clock) {
        return new Orchestrator(kafka, properties.policy(), clock);
    }
}

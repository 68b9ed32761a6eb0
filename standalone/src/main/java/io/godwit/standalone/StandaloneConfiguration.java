package io.godwit.standalone;

import io.godwit.broker.EmbeddedBroker;
import java.util.List;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.kafka.autoconfigure.KafkaConnectionDetails;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(StandaloneProperties.class)
class StandaloneConfiguration {
    /// Everything that uses Kafka depends on [KafkaConnectionDetails], so the broker is up before
    /// and goes down after.
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnProperty(
            name = "godwit.standalone.kafka",
            matchIfMissing = true,
            havingValue = "")
    static class Embedded {
        @Bean(destroyMethod = "close")
        EmbeddedBroker embeddedBroker(StandaloneProperties properties) {
            return EmbeddedBroker.start(properties.data().resolve("kafka"));
        }

        @Bean
        KafkaConnectionDetails embeddedConnection(EmbeddedBroker broker) {
            return new Addresses(List.of(broker.bootstrapServers()));
        }
    }

    @Configuration(proxyBeanMethods = false)
    @ConditionalOnProperty(name = "godwit.standalone.kafka")
    static class Existing {
        @Bean
        KafkaConnectionDetails existingConnection(StandaloneProperties properties) {
            return new Addresses(List.of(String.valueOf(properties.kafka()).split(",", -1)));
        }
    }

    private record Addresses(List<String> servers) implements KafkaConnectionDetails {
        @Override
        public List<String> getBootstrapServers() {
            return servers;
        }
    }
}

package io.godwit.standalone;

import io.godwit.broker.EmbeddedBroker;
import java.util.List;
import org.springframework.boot.autoconfigure.condition.NoneNestedConditions;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.kafka.autoconfigure.KafkaConnectionDetails;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Condition;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.type.AnnotatedTypeMetadata;
import org.springframework.util.StringUtils;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(StandaloneProperties.class)
class StandaloneConfiguration {
    /// Everything that uses Kafka depends on [KafkaConnectionDetails], so the broker is up before
    /// and goes down after.
    @Configuration(proxyBeanMethods = false)
    @Conditional(NoClusterGiven.class)
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
    @Conditional(ClusterGiven.class)
    static class Existing {
        @Bean
        KafkaConnectionDetails existingConnection(StandaloneProperties properties) {
            return new Addresses(List.of(String.valueOf(properties.kafka()).split(",", -1)));
        }
    }

    static final class ClusterGiven implements Condition {
        @Override
        public boolean matches(ConditionContext context, AnnotatedTypeMetadata metadata) {
            return StringUtils.hasText(
                    context.getEnvironment().getProperty("godwit.standalone.kafka"));
        }
    }

    static final class NoClusterGiven extends NoneNestedConditions {
        NoClusterGiven() {
            super(ConfigurationPhase.PARSE_CONFIGURATION);
        }

        @Conditional(ClusterGiven.class)
        static final class Given {}
    }

    private record Addresses(List<String> servers) implements KafkaConnectionDetails {
        @Override
        public List<String> getBootstrapServers() {
            return servers;
        }
    }
}

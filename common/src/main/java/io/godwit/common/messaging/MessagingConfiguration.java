package io.godwit.common.messaging;

import io.godwit.common.postgres.PostgresConnections;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.CommonClientConfigs;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.kafka.autoconfigure.KafkaConnectionDetails;
import org.springframework.boot.kafka.autoconfigure.KafkaProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// What every service has at its edges; imported by each service's application.
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(MessagingProperties.class)
public class MessagingConfiguration {
    @Bean
    Clock clock() {
        return Clock.systemUTC();
    }

    /// Creates the topics before anybody uses a client.
    @Bean
    KafkaClients kafkaClients(
            KafkaProperties kafka, KafkaConnectionDetails details, MessagingProperties properties) {
        Map<String, Object> common = new HashMap<>();
        common.put(
                CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG,
                String.join(",", details.getBootstrapServers()));
        common.putAll(kafka.getProperties());
        if (details.getSecurityProtocol() != null) {
            common.put(CommonClientConfigs.SECURITY_PROTOCOL_CONFIG, details.getSecurityProtocol());
        }
        KafkaClients clients = new KafkaClients(common);
        new TopicSettings(clients, properties).ensure();
        return clients;
    }

    @Bean
    SecretCipher secretCipher(MessagingProperties properties) {
        return SecretCipher.of(properties);
    }

    @Bean(initMethod = "start", destroyMethod = "close")
    SecretReader secretReader(KafkaClients kafka, SecretCipher cipher) {
        return new SecretReader(kafka, cipher);
    }

    @Bean
    PostgresConnections postgresConnections(SecretReader secrets) {
        return new PostgresConnections(secrets::password);
    }
}

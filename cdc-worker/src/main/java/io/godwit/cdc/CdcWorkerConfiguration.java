package io.godwit.cdc;

import io.godwit.cdc.snapshots.SnapshotKeeper;
import io.godwit.common.messaging.KafkaClients;
import io.godwit.common.postgres.PostgresConnections;
import java.time.Clock;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(CdcWorkerProperties.class)
class CdcWorkerConfiguration {
    @Bean(initMethod = "start", destroyMethod = "close")
    SnapshotKeeper snapshotKeeper(
            KafkaClients kafka,
            PostgresConnections connections,
            CdcWorkerProperties properties,
            Clock clock) {
        return new SnapshotKeeper(kafka, connections, properties.snapshotCheck(), clock);
    }
}

package io.godwit.cdc;

import io.godwit.cdc.apply.ApplySettings;
import io.godwit.cdc.capture.ChangeTopics;
import io.godwit.cdc.duties.DutyFactory;
import io.godwit.cdc.duties.DutyKeeper;
import io.godwit.common.messaging.EventPublisher;
import io.godwit.common.messaging.KafkaClients;
import io.godwit.common.messaging.MessagingProperties;
import io.godwit.common.messaging.TelemetryPublisher;
import io.godwit.common.postgres.PostgresConnections;
import java.time.Clock;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(CdcWorkerProperties.class)
class CdcWorkerConfiguration {
    @Bean(destroyMethod = "close")
    EventPublisher cdcWorkerEvents(KafkaClients kafka, Clock clock) {
        return new EventPublisher(kafka, clock);
    }

    @Bean(destroyMethod = "close")
    TelemetryPublisher cdcWorkerTelemetry(KafkaClients kafka) {
        return new TelemetryPublisher(kafka);
    }

    @Bean
    DutyFactory cdcWorkerDuties(
            PostgresConnections connections,
            KafkaClients kafka,
            MessagingProperties messaging,
            @Qualifier("cdcWorkerEvents") EventPublisher events,
            @Qualifier("cdcWorkerTelemetry") TelemetryPublisher telemetry,
            CdcWorkerProperties properties,
            Clock clock) {
        return new WorkerDuties(
                connections,
                kafka,
                new ChangeTopics(kafka, messaging.replicas()),
                events,
                telemetry,
                properties.snapshotCheck(),
                clock,
                ApplySettings.defaults());
    }

    @Bean(initMethod = "start", destroyMethod = "close")
    DutyKeeper cdcWorkerKeeper(
            KafkaClients kafka,
            @Qualifier("cdcWorkerEvents") EventPublisher events,
            DutyFactory cdcWorkerDuties) {
        return new DutyKeeper(kafka, events, cdcWorkerDuties);
    }
}

package io.godwit.copy;

import io.godwit.common.messaging.KafkaClients;
import io.godwit.common.messaging.MessagingProperties;
import io.godwit.common.messaging.Topics;
import io.godwit.common.messaging.WorkQueue;
import io.godwit.common.migration.WorkerCommand.CopyCommand;
import io.godwit.common.postgres.PostgresConnections;
import java.time.Clock;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// All beans of the copy worker.
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(CopyWorkerProperties.class)
public class CopyWorkerConfiguration {
    @Bean
    CopyPerformer copyPerformer(PostgresConnections connections, CopyWorkerProperties properties) {
        return new CopyPerformer(connections, properties);
    }

    @Bean(initMethod = "start", destroyMethod = "close")
    WorkQueue<CopyCommand> copyWorkQueue(
            KafkaClients kafka,
            CopyPerformer performer,
            CopyWorkerProperties copy,
            MessagingProperties messaging,
            Clock clock) {
        return new WorkQueue<>(
                kafka,
                Topics.COPY_COMMANDS,
                WorkQueue.COPY_WORKERS,
                CopyCommand.class,
                copy.slots(),
                performer,
                messaging,
                clock);
    }
}

package io.godwit.orchestrator;

import io.godwit.common.messaging.MessagingConfiguration;
import io.godwit.common.messaging.WorkerLauncher;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Import;

/// Decides what every migration does next; keeps nothing but what the log says.
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableAutoConfiguration
@Import({MessagingConfiguration.class, OrchestratorConfiguration.class})
public class OrchestratorApplication {
    public static void main(String[] arguments) {
        WorkerLauncher.run(OrchestratorApplication.class, arguments);
    }
}

package io.godwit.copy;

import io.godwit.common.messaging.MessagingConfiguration;
import io.godwit.common.messaging.WorkerLauncher;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Import;

/// The copy worker as a service of its own.
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableAutoConfiguration
@Import({MessagingConfiguration.class, CopyWorkerConfiguration.class})
public class CopyWorkerApplication {
    public static void main(String[] arguments) {
        WorkerLauncher.run(CopyWorkerApplication.class, arguments);
    }
}

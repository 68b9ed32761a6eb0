package io.godwit.cdc;

import io.godwit.common.messaging.MessagingConfiguration;
import io.godwit.common.messaging.WorkerLauncher;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Import;

/// Performs the duties that last: holds the source's snapshots.
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableAutoConfiguration
@Import({MessagingConfiguration.class, CdcWorkerConfiguration.class})
public class CdcWorkerApplication {
    public static void main(String[] arguments) {
        WorkerLauncher.run(CdcWorkerApplication.class, arguments);
    }
}

package io.godwit.validator;

import io.godwit.common.messaging.MessagingConfiguration;
import io.godwit.common.messaging.WorkerLauncher;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Import;

/// Checks whether a migration is possible, and whether it worked. Start as many as there is work
/// for.
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableAutoConfiguration
@Import({MessagingConfiguration.class, ValidatorConfiguration.class})
public class ValidatorApplication {
    /// Runs until it is told to end.
    public static void main(String[] arguments) {
        WorkerLauncher.run(ValidatorApplication.class, arguments);
    }
}

package io.godwit.cdc;

import io.godwit.common.messaging.MessagingConfiguration;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.annotation.Import;

/// Performs the duties that last: holds the source's snapshots.
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableAutoConfiguration
@Import({MessagingConfiguration.class, CdcWorkerConfiguration.class})
public class CdcWorkerApplication {
    public static void main(String[] arguments) {
        new SpringApplicationBuilder(CdcWorkerApplication.class)
                .web(WebApplicationType.NONE)
                .properties("spring.main.keep-alive=true")
                .run(arguments);
    }
}

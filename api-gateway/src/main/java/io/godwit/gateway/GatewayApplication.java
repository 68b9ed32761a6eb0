package io.godwit.gateway;

import io.godwit.common.messaging.MessagingConfiguration;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Import;

/// The API gateway as a process of its own.
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableAutoConfiguration
@Import({MessagingConfiguration.class, GatewayConfiguration.class})
public class GatewayApplication {
    public static void main(String[] arguments) {
        SpringApplication.run(GatewayApplication.class, arguments);
    }
}

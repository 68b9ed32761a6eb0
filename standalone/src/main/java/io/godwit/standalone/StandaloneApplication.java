package io.godwit.standalone;

import io.godwit.cdc.CdcWorkerApplication;
import io.godwit.common.messaging.WorkerLauncher;
import io.godwit.copy.CopyWorkerApplication;
import io.godwit.gateway.GatewayApplication;
import io.godwit.orchestrator.OrchestratorApplication;
import io.godwit.validator.ValidatorApplication;
import java.util.Map;
import org.springframework.boot.Banner;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.annotation.Import;
import org.springframework.core.env.MapPropertySource;

/// The embedded default: every service and a durable broker in one JVM. The only place where the
/// services meet.
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableAutoConfiguration
@Import({
    StandaloneConfiguration.class,
    OrchestratorApplication.class,
    ValidatorApplication.class,
    CopyWorkerApplication.class,
    CdcWorkerApplication.class,
    GatewayApplication.class
})
public class StandaloneApplication {
    public static void main(String[] arguments) {
        new SpringApplicationBuilder(StandaloneApplication.class)
                .bannerMode(Banner.Mode.OFF)
                .properties(WorkerLauncher.QUIET)
                .initializers(context ->
                        context.getEnvironment()
                                .getPropertySources()
                                .addLast(new MapPropertySource("godwit", DEFAULTS)))
                .run(arguments);
    }

    /// The secret key and the schema archives lie beside the log unless they are put elsewhere.
    private static final Map<String, Object> DEFAULTS =
            Map.of(
                    "godwit.messaging.secret-key-file",
                    "${godwit.standalone.data:data}/secret.key",
                    "godwit.copy.work-folder",
                    "${godwit.standalone.data:data}/copy-worker");
}

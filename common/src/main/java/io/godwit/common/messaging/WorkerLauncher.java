package io.godwit.common.messaging;

import org.springframework.boot.Banner;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;

/// Starts a service that has no web server. It lives until it is told to end: all its own threads
/// are daemons, so something must keep the JVM alive.
public final class WorkerLauncher {
    /// The cdc-worker says in a line what Debezium's engine says in a hundred.
    public static final String QUIET = "logging.level.io.debezium.embedded.async=OFF";

    private WorkerLauncher() {}

    public static void run(Class<?> application, String... arguments) {
        new SpringApplicationBuilder(application)
                .web(WebApplicationType.NONE)
                .bannerMode(Banner.Mode.OFF)
                .properties("spring.main.keep-alive=true", QUIET)
                .run(arguments);
    }
}

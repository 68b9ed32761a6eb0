package io.godwit.gateway;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import java.net.InetAddress;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/// Settings `godwit.gateway.*`.
///
/// @param address to listen on; another than loopback needs a token
/// @param port to listen on, 0 for any free one
/// @param apiToken what every request must carry as a bearer token, null for none
/// @param answerTimeout how long a request waits for the log's answer
/// @param connectTimeout how long a connection test waits for a server
/// @param maxEventStreams how many streams of events may be open at once
/// @param heartbeat how often a silent stream says that it is alive
@Validated
@ConfigurationProperties("godwit.gateway")
public record GatewayProperties(
        @DefaultValue("127.0.0.1") @NotNull InetAddress address,
        @DefaultValue("8432") @Min(0) @Max(65_535) int port,
        @Nullable String apiToken,
        @DefaultValue("10s") @NotNull Duration answerTimeout,
        @DefaultValue("10s") @NotNull Duration connectTimeout,
        @DefaultValue("100") @Min(1) @Max(10_000) int maxEventStreams,
        @DefaultValue("15s") @NotNull Duration heartbeat) {

    public GatewayProperties {
        if (apiToken != null && apiToken.isBlank()) {
            apiToken = null;
        }
        if (apiToken == null && !address.isLoopbackAddress()) {
            throw new IllegalArgumentException(
                    "godwit.gateway.address is "
                            + address.getHostAddress()
                            + ", which others can reach: set godwit.gateway.api-token too, or leave"
                            + " the address at 127.0.0.1");
        }
    }

    @Override
    public String toString() {
        return "GatewayProperties[%s:%d, %s]"
                .formatted(
                        address.getHostAddress(),
                        port,
                        apiToken == null ? "without a token" : "with a token");
    }
}

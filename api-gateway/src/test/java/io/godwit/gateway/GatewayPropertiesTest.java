package io.godwit.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

class GatewayPropertiesTest {
    private static GatewayProperties bind(Map<String, String> settings) {
        return new Binder(new MapConfigurationPropertySource(settings))
                .bindOrCreate("godwit.gateway", GatewayProperties.class);
    }

    @Test
    void itListensOnLoopbackByDefault() {
        GatewayProperties properties = bind(Map.of());

        assertThat(properties.address().isLoopbackAddress()).isTrue();
        assertThat(properties.port()).isEqualTo(8432);
        assertThat(properties.apiToken()).isNull();
        assertThat(properties.answerTimeout()).hasSeconds(10);
    }

    @Test
    void itListensElsewhereOnlyWithAToken() {
        GatewayProperties properties =
                bind(
                        Map.of(
                                "godwit.gateway.address",
                                "0.0.0.0",
                                "godwit.gateway.api-token",
                                "very-secret"));

        assertThat(properties.address().isAnyLocalAddress()).isTrue();
        assertThat(properties.toString()).doesNotContain("very-secret");
        assertThatThrownBy(() -> bind(Map.of("godwit.gateway.address", "0.0.0.0")))
                .rootCause()
                .hasMessageContaining("set godwit.gateway.api-token too");
        assertThatThrownBy(() ->
                        bind(
                                Map.of(
                                        "godwit.gateway.address",
                                        "10.1.2.3",
                                        "godwit.gateway.api-token",
                                        " ")))
                .rootCause()
                .hasMessageContaining("10.1.2.3");
    }
}

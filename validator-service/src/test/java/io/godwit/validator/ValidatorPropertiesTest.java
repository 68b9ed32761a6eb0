package io.godwit.validator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Configuration;

class ValidatorPropertiesTest {
    @Configuration(proxyBeanMethods = false)
    @EnableConfigurationProperties(ValidatorProperties.class)
    static class OnlyProperties {}

    @Test
    void everySettingHasADefault() {
        assertThat(bound(Map.of()))
                .isEqualTo(
                        new ValidatorProperties(
                                4, Duration.ofSeconds(30), Duration.ofSeconds(10), null));
    }

    @Test
    void everySettingCanBeSet() {
        assertThat(
                        bound(
                                Map.of(
                                        "godwit.validator.slots",
                                        "9",
                                        "godwit.validator.rule-timeout",
                                        "1m",
                                        "godwit.validator.connect-timeout",
                                        "3s",
                                        "godwit.validator.client-tools",
                                        "/opt/pg/bin")))
                .isEqualTo(
                        new ValidatorProperties(
                                9,
                                Duration.ofMinutes(1),
                                Duration.ofSeconds(3),
                                Path.of("/opt/pg/bin")));
    }

    @Test
    void noSlotsAtAllAreRefused() {
        assertThatThrownBy(() -> bound(Map.of("godwit.validator.slots", "0")))
                .hasStackTraceContaining("slots");
    }

    private static ValidatorProperties bound(Map<String, Object> settings) {
        try (var context =
                new SpringApplicationBuilder(OnlyProperties.class)
                        .web(WebApplicationType.NONE)
                        .properties(settings)
                        .run()) {
            return context.getBean(ValidatorProperties.class);
        }
    }
}

package io.godwit.gateway;

import io.godwit.common.messaging.KafkaClients;
import io.godwit.common.messaging.SecretCipher;
import io.godwit.common.messaging.SecretVault;
import io.godwit.gateway.connections.ConnectionController;
import io.godwit.gateway.connections.ServerProbe;
import io.godwit.gateway.events.EventController;
import io.godwit.gateway.events.EventIndex;
import io.godwit.gateway.events.EventStreams;
import io.godwit.gateway.migrations.Answers;
import io.godwit.gateway.migrations.ComparisonController;
import io.godwit.gateway.migrations.CutoverController;
import io.godwit.gateway.migrations.MigrationController;
import io.godwit.gateway.migrations.MigrationRequests;
import io.godwit.gateway.migrations.RequestLog;
import io.godwit.gateway.migrations.SecretSweep;
import io.godwit.gateway.migrations.TableController;
import io.godwit.gateway.problems.ProblemAnswers;
import io.godwit.gateway.problems.ProblemValve;
import io.godwit.gateway.reports.ReportController;
import io.godwit.gateway.validations.ValidationController;
import io.godwit.gateway.views.Views;
import java.time.Clock;
import java.util.List;
import org.apache.tomcat.util.buf.EncodedSolidusHandling;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.tomcat.ConfigurableTomcatWebServerFactory;
import org.springframework.boot.web.server.ConfigurableWebServerFactory;
import org.springframework.boot.web.server.Shutdown;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import tools.jackson.databind.json.JsonMapper;

/// The beans of the gateway.
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(GatewayProperties.class)
public class GatewayConfiguration {
    /// After Boot's own, so that it decides.
    @Bean
    WebServerFactoryCustomizer<ConfigurableWebServerFactory> gatewayAddress(
            GatewayProperties properties) {
        return new AddressCustomizer(properties);
    }

    private record AddressCustomizer(GatewayProperties properties)
            implements WebServerFactoryCustomizer<ConfigurableWebServerFactory>, Ordered {
        @Override
        public void customize(ConfigurableWebServerFactory factory) {
            factory.setAddress(properties.address());
            factory.setPort(properties.port());
            factory.setShutdown(Shutdown.GRACEFUL);
        }

        @Override
        public int getOrder() {
            return LOWEST_PRECEDENCE;
        }
    }

    /// A database may have a slash or a backslash in its name, and so in its path.
    @Bean
    WebServerFactoryCustomizer<ConfigurableTomcatWebServerFactory> gatewayPaths() {
        String asTheyAre = EncodedSolidusHandling.PASS_THROUGH.getValue();
        return factory ->
                factory.addConnectorCustomizers(connector -> {
                    connector.setEncodedSolidusHandling(asTheyAre);
                    connector.setEncodedReverseSolidusHandling(asTheyAre);
                });
    }

    /// Within Boot's own, which would answer in HTML.
    @Bean
    WebServerFactoryCustomizer<ConfigurableTomcatWebServerFactory> gatewayProblems(
            JsonMapper json) {
        return factory ->
                factory.addContextCustomizers(context ->
                        context.getParent().getPipeline().addValve(new ProblemValve(json)));
    }

    @Bean
    FilterRegistrationBean<ApiGate> gatewayGate(
            GatewayProperties properties, JsonMapper json, Views views) {
        var registration =
                new FilterRegistrationBean<>(new ApiGate(properties, json, views::ready));
        registration.addUrlPatterns("/api/*");
        registration.setOrder(Ordered.HIGHEST_PRECEDENCE + 100);
        return registration;
    }

    @Bean(destroyMethod = "close")
    SecretVault gatewaySecretVault(KafkaClients kafka, SecretCipher cipher) {
        return new SecretVault(kafka, cipher);
    }

    @Bean
    Answers gatewayAnswers() {
        return new Answers();
    }

    @Bean
    EventIndex gatewayEventIndex() {
        return new EventIndex();
    }

    @Bean(destroyMethod = "close")
    SecretSweep gatewaySecretSweep(KafkaClients kafka, SecretVault vault, Clock clock) {
        return new SecretSweep(kafka, vault, clock);
    }

    /// The index is told first: whoever has an answer also finds its facts.
    @Bean(destroyMethod = "close")
    Views gatewayViews(KafkaClients kafka, EventIndex index, SecretSweep sweep, Answers answers) {
        Views views = new Views(kafka, List.of(index, sweep, answers));
        views.start();
        sweep.start(views);
        return views;
    }

    @Bean(destroyMethod = "close")
    RequestLog gatewayRequestLog(
            KafkaClients kafka, Answers answers, Clock clock, GatewayProperties properties) {
        return new RequestLog(kafka, answers, clock, properties.answerTimeout());
    }

    @Bean
    MigrationRequests gatewayRequests(RequestLog log, Answers answers, SecretVault vault) {
        return new MigrationRequests(log, answers, vault);
    }

    @Bean
    EventStreams gatewayEventStreams(
            KafkaClients kafka, EventIndex index, GatewayProperties properties) {
        return new EventStreams(kafka, index, properties.maxEventStreams(), properties.heartbeat());
    }

    @Bean
    MigrationController migrationController(MigrationRequests requests, Views views, Clock clock) {
        return new MigrationController(requests, views, clock);
    }

    @Bean
    ValidationController validationController(Views views) {
        return new ValidationController(views);
    }

    @Bean
    CutoverController cutoverController(MigrationRequests requests, Views views, Clock clock) {
        return new CutoverController(requests, views, clock);
    }

    @Bean
    ComparisonController comparisonController(MigrationRequests requests, Views views) {
        return new ComparisonController(requests, views);
    }

    @Bean
    ReportController reportController(Views views, JsonMapper json, Clock clock) {
        return new ReportController(views, json, clock);
    }

    @Bean
    TableController tableController(Views views) {
        return new TableController(views);
    }

    @Bean
    EventController eventController(
            KafkaClients kafka, Views views, EventIndex index, EventStreams streams) {
        return new EventController(kafka, views, index, streams);
    }

    @Bean
    ConnectionController connectionController(GatewayProperties properties) {
        return new ConnectionController(new ServerProbe(properties.connectTimeout()));
    }

    @Bean
    HealthController healthController(Views views) {
        return new HealthController(views);
    }

    @Bean
    OpenApiController openApiController() {
        return new OpenApiController();
    }

    @Bean
    ProblemAnswers problemAnswers() {
        return new ProblemAnswers();
    }
}

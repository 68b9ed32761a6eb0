package io.godwit.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.godwit.common.testing.TestBroker;
import io.godwit.gateway.RunningGateway.Answer;
import java.util.List;
import org.junit.jupiter.api.Test;

class TokenTest {
    @Test
    void withATokenEveryRequestNeedsIt() {
        try (TestBroker broker = TestBroker.start();
                RunningGateway gateway =
                        new RunningGateway(broker, "--godwit.gateway.api-token=letmein")) {
            Answer without = gateway.get("/migrations");
            assertThat(without.status()).isEqualTo(401);
            assertThat(without.json().path("code").stringValue()).isEqualTo("UNAUTHORIZED");
            assertThat(without.response().headers().firstValue("Content-Type"))
                    .hasValue("application/problem+json");
            assertThat(without.response().headers().firstValue("WWW-Authenticate")).isPresent();

            for (String wrong :
                    List.of("Bearer letmei", "Bearer letmeinn", "Basic letmein", "letmein")) {
                assertThat(gateway.get("/migrations", "Authorization", wrong).status())
                        .as(wrong)
                        .isEqualTo(401);
            }
            assertThat(gateway.get("/migrations", "Authorization", "Bearer letmein").status())
                    .isEqualTo(200);
        }
    }
}

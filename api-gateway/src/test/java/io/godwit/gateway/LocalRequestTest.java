package io.godwit.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.mock.web.MockHttpServletRequest;

class LocalRequestTest {
    @ParameterizedTest
    @CsvSource({
        "localhost:8432, , true",
        "127.0.0.1:8432, , true",
        "[::1]:8432, , true",
        "LOCALHOST, , true",
        "localhost:8432, http://localhost:8432, true",
        "evil.example:8432, , false",
        "localhost.evil.example, , false",
        ", , false",
        "localhost:8432, http://evil.example, false",
        "localhost:8432, http://localhost:3000, false",
        "localhost:8432, null, false",
        "localhost:8432, http://[, false"
    })
    void onlyRequestsMeantForThisMachineAreLocal(String host, String origin, boolean local) {
        MockHttpServletRequest request = new MockHttpServletRequest();
        if (host != null) {
            request.addHeader("Host", host);
        }
        if (origin != null) {
            request.addHeader("Origin", origin);
        }

        assertThat(LocalRequest.is(request)).isEqualTo(local);
    }
}

package io.godwit.gateway;

import io.godwit.common.migration.FailureCode;
import io.godwit.gateway.problems.Problem;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.web.filter.OncePerRequestFilter;
import tools.jackson.databind.json.JsonMapper;

/// Stands before the API: asks for the token if there is one, and holds requests off until the
/// views have read the log. Without a token it lets in only who calls this machine by a loopback
/// name, and no page of another site: a browser on this machine would carry such a page's requests.
final class ApiGate extends OncePerRequestFilter {
    private static final String BEARER = "Bearer ";

    private final JsonMapper json;
    private final byte @Nullable [] token;
    private final BooleanSupplier ready;

    ApiGate(GatewayProperties properties, JsonMapper json, BooleanSupplier ready) {
        String given = properties.apiToken();
        this.token = given == null ? null : given.getBytes(StandardCharsets.UTF_8);
        this.json = json;
        this.ready = ready;
    }

    @Override
    protected void doFilterInternal(
            HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        if (!authorized(request)) {
            response.setHeader(HttpHeaders.WWW_AUTHENTICATE, "Bearer realm=\"godwit\"");
            refuse(response, FailureCode.UNAUTHORIZED, "The API token is missing or wrong.");
        } else if (token == null && !LocalRequest.is(request)) {
            refuse(
                    response,
                    Problem.of(
                            FailureCode.INVALID_REQUEST,
                            HttpServletResponse.SC_FORBIDDEN,
                            "Without a token the API answers only requests to a loopback address,"
                                    + " and none of other sites' pages.",
                            null));
        } else if (!ready.getAsBoolean() && needsViews(request)) {
            response.setHeader(HttpHeaders.RETRY_AFTER, "1");
            refuse(response, FailureCode.SERVICE_STARTING, "The views are not complete yet.");
        } else {
            chain.doFilter(request, response);
        }
    }

    private boolean authorized(HttpServletRequest request) {
        if (token == null) {
            return true;
        }
        String header = request.getHeader(HttpHeaders.AUTHORIZATION);
        if (header == null || !header.regionMatches(true, 0, BEARER, 0, BEARER.length())) {
            return false;
        }
        byte[] given = header.substring(BEARER.length()).strip().getBytes(StandardCharsets.UTF_8);
        return MessageDigest.isEqual(token, given);
    }

    private static boolean needsViews(HttpServletRequest request) {
        return request.getRequestURI().startsWith("/api/v1/migrations");
    }

    private void refuse(HttpServletResponse response, FailureCode code, String detail)
            throws IOException {
        refuse(response, Problem.of(code, detail));
    }

    private void refuse(HttpServletResponse response, Problem problem) throws IOException {
        response.setStatus(problem.status());
        response.setContentType(Problem.MEDIA_TYPE);
        response.getOutputStream().write(json.writeValueAsBytes(problem));
    }
}

package io.godwit.gateway.problems;

import io.godwit.common.migration.FailureCode;
import java.io.IOException;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ErrorReportValve;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.json.JsonMapper;

/// Answers what Tomcat refuses before it comes to a controller, such as a path that cannot be
/// decoded, like any other refusal.
public final class ProblemValve extends ErrorReportValve {
    private static final Logger LOG = LoggerFactory.getLogger(ProblemValve.class);

    private final JsonMapper json;

    public ProblemValve(JsonMapper json) {
        this.json = json;
    }

    @Override
    protected void report(Request request, Response response, @Nullable Throwable failure) {
        int status = response.getStatus();
        if (status < 400 || response.getContentWritten() > 0 || !response.setErrorReported()) {
            return;
        }
        try {
            response.setContentType(Problem.MEDIA_TYPE);
            response.getOutputStream().write(json.writeValueAsBytes(problem(status)));
            response.finishResponse();
        } catch (IOException e) {
            LOG.debug("a client left", e);
        }
    }

    private static Problem problem(int status) {
        return status < 500
                ? Problem.of(
                        FailureCode.INVALID_REQUEST,
                        status,
                        "HTTP status %d: the request cannot be read.".formatted(status),
                        null)
                : Problem.of(FailureCode.INTERNAL_ERROR, status, "A fault in the gateway.", null);
    }
}

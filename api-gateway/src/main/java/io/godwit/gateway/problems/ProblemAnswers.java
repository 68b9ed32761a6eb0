package io.godwit.gateway.problems;

import io.godwit.common.migration.FailureCode;
import io.godwit.common.migration.MigrationException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.web.ErrorResponse;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.context.request.async.AsyncRequestNotUsableException;

/// Turns whatever a controller, or the framework before it, throws into a [Problem].
@RestControllerAdvice
public final class ProblemAnswers {
    private static final Logger LOG = LoggerFactory.getLogger(ProblemAnswers.class);

    @ExceptionHandler
    ResponseEntity<Problem> on(InvalidRequestException e) {
        String detail = Objects.requireNonNull(e.getMessage());
        return answer(Problem.of(FailureCode.INVALID_REQUEST, 400, detail, e.mistakes()));
    }

    @ExceptionHandler
    ResponseEntity<Problem> on(MigrationException e) {
        return answer(Problem.of(e.failure()));
    }

    @ExceptionHandler
    ResponseEntity<Problem> on(HttpMessageNotReadableException e) {
        return answer(Problem.of(FailureCode.INVALID_REQUEST, "The body cannot be read."));
    }

    /// The client is gone; there is nobody to answer.
    @ExceptionHandler
    void on(AsyncRequestNotUsableException e) {
        LOG.debug("a client left", e);
    }

    @ExceptionHandler
    ResponseEntity<Problem> on(Exception e) {
        if (e instanceof ErrorResponse known && known.getStatusCode().is4xxClientError()) {
            return answer(ofFramework(known), known.getHeaders());
        }
        LOG.error("a request failed", e);
        return answer(Problem.of(FailureCode.INTERNAL_ERROR, "A fault in the gateway."));
    }

    private static Problem ofFramework(ErrorResponse known) {
        HttpStatusCode status = known.getStatusCode();
        @Nullable String detail = known.getBody().getDetail();
        return Problem.of(
                FailureCode.INVALID_REQUEST,
                status.value(),
                detail != null ? detail : "HTTP status " + status.value(),
                null);
    }

    private static ResponseEntity<Problem> answer(Problem problem) {
        return answer(problem, HttpHeaders.EMPTY);
    }

    private static ResponseEntity<Problem> answer(Problem problem, HttpHeaders headers) {
        return ResponseEntity.status(problem.status())
                .headers(headers)
                .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                .body(problem);
    }
}

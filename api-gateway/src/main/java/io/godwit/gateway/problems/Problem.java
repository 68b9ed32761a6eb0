package io.godwit.gateway.problems;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.godwit.common.migration.Failure;
import io.godwit.common.migration.FailureCode;
import io.godwit.common.migration.FailureKind;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// The body of every refusal (RFC 9457).
///
/// @param code stable; what scripts decide by
/// @param action what the person should do
/// @param errors every mistake in the request, where it has some
/// @param serverText the PostgreSQL server's own words, where it refused
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Problem(
        String type,
        String title,
        int status,
        String detail,
        FailureCode code,
        FailureKind kind,
        String action,
        @Nullable List<RequestMistake> errors,
        @Nullable String sqlState,
        @Nullable String serverText) {
    public static final String MEDIA_TYPE = "application/problem+json";

    public static Problem of(FailureCode code, String detail) {
        return of(code, code.httpStatus(), detail, null);
    }

    public static Problem of(
            FailureCode code, int status, String detail, @Nullable List<RequestMistake> errors) {
        return new Problem(
                "urn:godwit:" + code.name(),
                title(code),
                status,
                detail,
                code,
                code.kind(),
                code.action(),
                errors,
                null,
                null);
    }

    public static Problem of(Failure failure) {
        FailureCode code = failure.code();
        return new Problem(
                "urn:godwit:" + code.name(),
                title(code),
                code.httpStatus(),
                failure.message(),
                code,
                code.kind(),
                code.action(),
                null,
                failure.sqlState(),
                failure.serverText());
    }

    private static String title(FailureCode code) {
        String words = code.name().replace('_', ' ').toLowerCase(Locale.ROOT);
        return Character.toUpperCase(words.charAt(0)) + words.substring(1);
    }
}

package io.godwit.gateway.requests;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// Reads the body of a cutover, which may be missing.
///
/// @param database one of the migration's, null for all
/// @param fence make the source read-only and end its sessions
/// @param maxLagSeconds refuse if a database is further behind, null for any lag
/// @param timeout after which a database that is not drained is given up
public record CutoverForm(
        @Nullable String database,
        boolean fence,
        @Nullable Integer maxLagSeconds,
        Duration timeout) {
    private static final int DEFAULT_TIMEOUT_SECONDS = 60;
    private static final int MOST_SECONDS = 86_400;

    /// @throws io.godwit.gateway.problems.InvalidRequestException with all mistakes
    public static CutoverForm read(@Nullable String body) {
        Mistakes mistakes = new Mistakes();
        Fields fields =
                Fields.of(
                        "",
                        JsonBodies.object(body == null || body.isBlank() ? "{}" : body),
                        mistakes);
        String database = fields.text("database");
        boolean fence = fields.flag(false, "fence");
        Integer lag =
                fields.has("maxLagSeconds")
                        ? fields.number(0, 0, MOST_SECONDS, "maxLagSeconds")
                        : null;
        int timeout = fields.number(DEFAULT_TIMEOUT_SECONDS, 1, MOST_SECONDS, "timeoutSeconds");
        fields.rejectUnknown();
        mistakes.check();
        return new CutoverForm(database, fence, lag, Duration.ofSeconds(timeout));
    }
}

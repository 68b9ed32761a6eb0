package io.godwit.gateway.requests;

import org.jspecify.annotations.Nullable;

/// Reads the body of a cancel, which may be missing.
public final class CancelForm {
    private CancelForm() {}

    /// @throws io.godwit.gateway.problems.InvalidRequestException with all mistakes
    public static boolean keepTarget(@Nullable String body) {
        if (body == null || body.isBlank()) {
            return false;
        }
        Mistakes mistakes = new Mistakes();
        Fields fields = Fields.of("", JsonBodies.object(body), mistakes);
        boolean keepTarget = fields.flag(false, "keepTarget");
        fields.rejectUnknown();
        mistakes.check();
        return keepTarget;
    }
}

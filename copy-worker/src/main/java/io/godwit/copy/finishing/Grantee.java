package io.godwit.copy.finishing;

import io.godwit.common.postgres.Quote;
import org.jspecify.annotations.Nullable;

/// Whom a right is given to.
final class Grantee {
    private Grantee() {}

    /// @param role null for everybody
    static String of(@Nullable String role) {
        return role == null ? "PUBLIC" : Quote.identifier(role);
    }
}

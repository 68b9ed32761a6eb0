package io.godwit.validator.rules;

import io.godwit.common.postgres.Quote;

/// The role that the migration uses on one server, and what it may do.
///
/// @param connectionLimit -1 for none
public record LoginRole(
        String name,
        boolean superuser,
        boolean createDatabase,
        boolean createRole,
        boolean bypassRowSecurity,
        int connectionLimit) {
    /// The name as SQL takes it.
    public String quoted() {
        return Quote.identifier(name);
    }
}

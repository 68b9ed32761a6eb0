package io.godwit.common.migration;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// A message with what is needed to order and trace it.
///
/// @param id unique; a message that is sent twice keeps it
/// @param causation the id of the message that led to this one, null for a person's request
/// @param correlation the migration
public record Envelope<T>(
        String id, @Nullable String causation, String correlation, Instant at, T payload) {
    public Envelope {
        requireNonNull(id, "id");
        requireNonNull(correlation, "correlation");
        requireNonNull(at, "at");
        requireNonNull(payload, "payload");
    }
}

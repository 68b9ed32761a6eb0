package io.godwit.copy.rows;

import io.godwit.common.migration.PlannedPart;

/// Choices that change the speed of a copy, and nothing else.
final class CopyPolicy {
    /// Below this, TRUNCATE costs more than frozen rows save.
    private static final long FREEZE_FROM = 1024 * 1024;

    private CopyPolicy() {}

    /// Frozen rows spare the target its first vacuum's work; only a table that is copied whole can
    /// be truncated before.
    static boolean freeze(PlannedPart part) {
        return part.parts() == 1 && part.bytes() >= FREEZE_FROM;
    }
}

package io.godwit.validator.rules;

import io.godwit.common.migration.MigrationException;
import java.sql.SQLException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Whether a question failed only because its session was ended under it: by an administrator, by a
/// restart, or by the network.
final class CutSession {
    private static final Set<String> STATES = Set.of("57P01", "57P02", "57P03", "08003", "08006");

    private CutSession() {}

    static boolean isBehind(Exception failure) {
        String state = state(failure);
        return state != null && STATES.contains(state);
    }

    private static @Nullable String state(Exception failure) {
        return switch (failure) {
            case MigrationException known -> known.failure().sqlState();
            case SQLException sql -> sql.getSQLState();
            default -> null;
        };
    }
}

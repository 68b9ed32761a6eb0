package io.godwit.validator.rules.server;

import io.godwit.common.migration.Fix;
import io.godwit.common.migration.Side;
import io.godwit.common.postgres.Quote;
import io.godwit.validator.rules.Setting;

/// A setting that every role may change for itself.
final class RoleSetting {
    private RoleSetting() {}

    /// @param role as SQL takes it
    static Fix of(Side side, String role, Setting setting, String value) {
        return Fix.of(side, set(role, setting, value)).undo(undo(role, setting));
    }

    private static String set(String role, Setting setting, String value) {
        return "ALTER ROLE %s SET %s = %s;"
                .formatted(role, setting.name(), Quote.literal(value).strip());
    }

    private static String undo(String role, Setting setting) {
        return "user".equals(setting.source())
                ? set(role, setting, setting.value())
                : "ALTER ROLE %s RESET %s;".formatted(role, setting.name());
    }
}

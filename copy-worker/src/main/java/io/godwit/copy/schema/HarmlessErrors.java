package io.godwit.copy.schema;

import io.godwit.common.migration.Notice;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/// The complete list of what `pg_restore` may fail at without any loss to the database. The command
/// decides, never the message, which may be in any language.
enum HarmlessErrors {
    PUBLIC_SCHEMA_EXISTS(
            "CREATE SCHEMA \"?public\"?;",
            "Schema public was there already.",
            "Nothing needs to be done."),
    EXTENSION_COMMENT_NOT_SET(
            "COMMENT ON EXTENSION .*",
            "The comment of an extension was not set, because another role owns the extension.",
            "Set it as the extension's owner if it matters."),
    SESSION_SETTING_UNKNOWN(
            "SET (transaction_timeout|default_with_oids) = .*",
            "The client tools are newer than the target and set what it does not know.",
            "Nothing needs to be done.");

    private final Pattern command;
    private final String message;
    private final String action;

    HarmlessErrors(String command, String message, String action) {
        this.command = Pattern.compile(command, Pattern.DOTALL);
        this.message = message;
        this.action = action;
    }

    static Optional<Notice> notice(String database, RestoreError error) {
        return Arrays.stream(values())
                .filter(known -> known.command.matcher(error.command()).matches())
                .findFirst()
                .map(known -> known.of(database, error));
    }

    private Notice of(String database, RestoreError error) {
        return new Notice(
                name(), database, message, action, List.of(error.command(), error.words()));
    }
}

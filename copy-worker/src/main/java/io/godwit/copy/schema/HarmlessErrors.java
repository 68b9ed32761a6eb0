package io.godwit.copy.schema;

import io.godwit.common.migration.Notice;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/// The complete list of what `pg_restore` may fail at without any loss to the data. The command
/// decides, never the message, which may be in any language. Some are no surprise where the
/// target's user is not a superuser, and are told; from a superuser no server should refuse them.
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
            "Nothing needs to be done."),
    OWNER_NOT_SET(
            false,
            "ALTER .* OWNER TO .*",
            "An object stays the target user's own: giving it away takes a superuser, or a member"
                    + " of the role that is to own it, and that role's right to create in the"
                    + " schema.",
            "Grant the role to the target's user and retry, or set the owner afterwards."),
    EVENT_TRIGGER_NOT_MOVED(
            false,
            "(CREATE|ALTER|COMMENT ON) EVENT TRIGGER .*",
            "An event trigger did not move: making one takes a superuser.",
            "Have a superuser create it on the target."),
    PUBLICATION_NOT_MOVED(
            false,
            "(CREATE|ALTER|COMMENT ON) PUBLICATION .*",
            "A publication did not move as it is: publishing all tables or whole schemas takes a"
                    + " superuser.",
            "Have a superuser create it on the target."),
    SECURITY_LABEL_NOT_SET(
            false,
            "SECURITY LABEL .*",
            "A security label was not set: its provider refused the target's user.",
            "Have a superuser set it on the target."),
    DEFAULT_PRIVILEGES_NOT_SET(
            false,
            "ALTER DEFAULT PRIVILEGES .*",
            "Default privileges were not set: that takes a superuser, or a member of the role that"
                    + " they are for.",
            "Grant the role to the target's user and retry, or set them afterwards."),
    GRANT_NOT_MADE(
            false,
            "(GRANT|SET SESSION AUTHORIZATION) .*",
            "Rights were not granted: that takes a superuser, or the grantor's own role.",
            "Grant them on the target afterwards.");

    private static final int MOST_SHOWN = 200;

    private final boolean always;
    private final Pattern command;
    private final String message;
    private final String action;

    HarmlessErrors(String command, String message, String action) {
        this(true, command, message, action);
    }

    /// @param always whether it is harmless from a superuser too
    HarmlessErrors(boolean always, String command, String message, String action) {
        this.always = always;
        this.command = Pattern.compile(command, Pattern.DOTALL);
        this.message = message;
        this.action = action;
    }

    static Optional<HarmlessErrors> of(RestoreError error, boolean superuser) {
        return Arrays.stream(values())
                .filter(known -> known.always || !superuser)
                .filter(known -> known.command.matcher(error.command()).matches())
                .findFirst();
    }

    /// One for all errors of this kind.
    Notice notice(String database, List<RestoreError> errors) {
        List<String> objects = new ArrayList<>();
        errors.stream()
                .limit(MOST_SHOWN)
                .map(error -> error.command() + ": " + error.words())
                .forEach(objects::add);
        if (errors.size() > MOST_SHOWN) {
            objects.add("and " + (errors.size() - MOST_SHOWN) + " more");
        }
        return new Notice(name(), database, message, action, objects);
    }
}

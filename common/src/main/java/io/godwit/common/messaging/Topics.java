package io.godwit.common.messaging;

/// The topics of Godwit. `docs/events.md` has their keys, writers, readers and retention.
public final class Topics {
    public static final String REQUESTS = "godwit.requests";
    public static final String EVENTS = "godwit.events";
    public static final String VALIDATOR_COMMANDS = "godwit.commands.validator";
    public static final String COPY_COMMANDS = "godwit.commands.copy";
    public static final String CDC_COMMANDS = "godwit.commands.cdc";
    public static final String PROGRESS = "godwit.progress";
    public static final String SECRETS = "godwit.secrets";

    private Topics() {}
}

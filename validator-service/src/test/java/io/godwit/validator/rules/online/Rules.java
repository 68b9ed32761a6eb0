package io.godwit.validator.rules.online;

import io.godwit.validator.rules.Rule;
import java.time.Duration;

/// Rules that are set up otherwise than for migrations.
public final class Rules {
    private Rules() {}

    public static Rule longTransactions(int seconds) {
        return new LongTransactions(Duration.ofSeconds(seconds));
    }
}

package io.godwit.validator.rules.server;

import io.godwit.validator.rules.Rule;

/// Rules that are set up otherwise than for migrations.
public final class ServerRuleVariants {
    private ServerRuleVariants() {}

    public static Rule transactionIds(long most) {
        return new TransactionIds(most);
    }
}

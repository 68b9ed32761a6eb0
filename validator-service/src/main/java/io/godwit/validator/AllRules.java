package io.godwit.validator;

import io.godwit.common.postgres.ClientTools;
import io.godwit.validator.rules.Rule;
import io.godwit.validator.rules.database.DatabaseRules;
import io.godwit.validator.rules.online.OnlineRules;
import io.godwit.validator.rules.server.ServerRules;
import java.util.ArrayList;
import java.util.List;

/// Every rule there is, in the order of the report.
public final class AllRules {
    private AllRules() {}

    /// @param tools where the client programs are looked for
    public static List<Rule> of(ClientTools tools) {
        List<Rule> rules = new ArrayList<>(ServerRules.all(tools));
        rules.addAll(OnlineRules.ofServers());
        rules.addAll(DatabaseRules.all());
        rules.addAll(OnlineRules.ofDatabases());
        return rules;
    }
}

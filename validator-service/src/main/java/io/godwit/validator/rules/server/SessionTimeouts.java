package io.godwit.validator.rules.server;

import io.godwit.common.migration.Side;
import io.godwit.validator.rules.Finding;
import io.godwit.validator.rules.RuleContext;
import io.godwit.validator.rules.RuleDescription;
import io.godwit.validator.rules.ServerRule;
import io.godwit.validator.rules.Setting;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/// Godwit switches off the timeouts that every version has; these two only newer versions know.
final class SessionTimeouts implements ServerRule {
    private final Side side;

    SessionTimeouts(Side side) {
        this.side = side;
    }

    @Override
    public RuleDescription about() {
        return SideRule.description(
                        side,
                        "_SESSION_TIMEOUTS",
                        "The " + side + " server does not end long transactions or idle sessions")
                .meaning(
                        "Long copies and waiting sessions would be ended in the middle, again and again.")
                .remedy("Switch the timeouts off for the migration's user.");
    }

    @Override
    public Finding check(RuleContext context) throws SQLException {
        List<Setting> set = new ArrayList<>();
        for (String name : List.of("transaction_timeout", "idle_session_timeout")) {
            context.server(side)
                    .setting(name)
                    .filter(setting -> setting.number() > 0)
                    .ifPresent(set::add);
        }
        List<String> found =
                set.stream().map(setting -> setting.name() + " is " + setting.text()).toList();
        String role = context.server(side).role().quoted();
        return set.isEmpty()
                ? Finding.succeeded("sessions and transactions may last")
                : Finding.failed(String.join(", ", found))
                        .objects(set.stream().map(Setting::name).toList())
                        .fixes(
                                set.stream()
                                        .map(setting -> RoleSetting.of(side, role, setting, "0"))
                                        .toList());
    }
}

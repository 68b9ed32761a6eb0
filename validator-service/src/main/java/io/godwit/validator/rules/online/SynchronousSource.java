package io.godwit.validator.rules.online;

import io.godwit.validator.rules.Finding;
import io.godwit.validator.rules.RuleContext;
import io.godwit.validator.rules.RuleDescription;
import io.godwit.validator.rules.ServerRule;
import io.godwit.validator.rules.Setting;
import java.sql.SQLException;
import java.util.List;

/// A WAL sender of Godwit's counts as a standby if the setting takes any name.
final class SynchronousSource implements ServerRule {
    private static final RuleDescription ABOUT =
            RuleDescription.of(
                            "SYNCHRONOUS_SOURCE", "The source's commits will not wait for Godwit")
                    .online()
                    .meaning(
                            "With `*` in synchronous_standby_names Godwit's reader counts as a standby: the source's own commits would wait for it.")
                    .remedy("Name the standbys one by one.");

    @Override
    public RuleDescription about() {
        return ABOUT;
    }

    @Override
    public Finding check(RuleContext context) throws SQLException {
        Setting names = context.source().setting("synchronous_standby_names").orElseThrow();
        return names.value().contains("*")
                ? Finding.failed("synchronous_standby_names is " + names.value())
                        .objects(List.of(names.value()))
                : Finding.succeeded(
                        names.value().isEmpty()
                                ? "there are no synchronous standbys"
                                : "the standbys are named: " + names.value());
    }
}

package io.godwit.validator.rules;

import io.godwit.common.migration.MigrationSpec;
import io.godwit.common.migration.Mode;
import io.godwit.common.migration.RuleLevel;
import java.sql.SQLException;

/// One question that is asked before a migration, and its answer. Stateless; called from a thread
/// of its own, in parallel with the other rules. Changes nothing on either side: the sessions it is
/// given are read only.
///
/// A rule that cannot get at its facts just lets the exception pass; [RuleEngine] reports it as not
/// checked, with the reason.
public interface Rule {
    RuleDescription about();

    RuleLevel level();

    default boolean appliesTo(MigrationSpec spec) {
        return !about().onlineOnly() || spec.mode() == Mode.ONLINE;
    }

    Finding check(RuleContext context) throws SQLException;
}

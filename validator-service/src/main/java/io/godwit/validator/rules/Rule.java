package io.godwit.validator.rules;

import io.godwit.common.migration.Mode;
import java.sql.SQLException;

/// One question that is asked before a migration, and its answer. Stateless; called from a thread
/// of its own, in parallel with the other rules. Changes nothing on either side: the sessions it is
/// given are read only.
///
/// A rule that cannot get at its facts just lets the exception pass; [RuleEngine] reports it as not
/// checked, with the reason.
public interface Rule {
    /// Stable, such as `SOURCE_REACHABLE`; users' scripts know it.
    String code();

    /// The rule in words.
    String name();

    Level level();

    default boolean appliesTo(Mode mode) {
        return true;
    }

    Finding check(RuleContext context) throws SQLException;
}

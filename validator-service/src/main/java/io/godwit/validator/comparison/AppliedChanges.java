package io.godwit.validator.comparison;

import io.godwit.common.migration.TableName;

/// Tells, from one look at a followed table to the next, whether rows that stood still between them
/// prove something.
final class AppliedChanges {
    private final TableName table;
    private final FollowedTarget target;
    private final boolean certain;
    private String applied;

    /// Before the first look.
    ///
    /// @param keyed whether the table has a key
    AppliedChanges(TableName table, boolean keyed, FollowedTarget target) {
        this.table = table;
        this.target = target;
        this.certain = keyed && target.certain(table);
        this.applied = target.applied(table);
    }

    /// Before each further look.
    boolean tell() {
        String before = applied;
        applied = target.applied(table);
        return certain || applied.equals(before);
    }
}

package io.godwit.common.migration;

import org.jspecify.annotations.Nullable;

/// How a snapshot of a followed database is opened: after the slot, so that no change is lost
/// between the two.
///
/// @param horizon of `FollowingStarted`; null while the slot is yet to be made, and then whatever
///   an earlier attempt left under these names is made anew. No transaction that was running when
///   the slot was made may still run when a later snapshot is taken: it could be in neither.
public record FollowedSource(Following following, DatabaseSpec database, @Nullable Long horizon) {}

/// The orchestrator's edge to the log: owns partitions, replays them, decides, and appends in one
/// transaction.
@NullMarked
package io.godwit.orchestrator.log;

import org.jspecify.annotations.NullMarked;

/// Decisions, pure: a state is the fold of a migration's facts, and what comes next follows from
/// the state alone. Nothing here reads a clock, a topic or a server.
@NullMarked
package io.godwit.orchestrator.deciding;

import org.jspecify.annotations.NullMarked;

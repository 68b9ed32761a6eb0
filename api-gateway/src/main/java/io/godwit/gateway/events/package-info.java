/// The raw facts of a migration, read from the log and as server-sent events.
@NullMarked
package io.godwit.gateway.events;

import org.jspecify.annotations.NullMarked;

/// Connections of this service's work: each ends when the work is to stop, and says of every
/// failure which server it was and what was being done.
@NullMarked
package io.godwit.copy.sessions;

import org.jspecify.annotations.NullMarked;

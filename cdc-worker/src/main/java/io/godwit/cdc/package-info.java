/// The duties that last: holding the source's snapshots.
@NullMarked
package io.godwit.cdc;

import org.jspecify.annotations.NullMarked;

/// Holds exported snapshots of the source for as long as a copy needs them.
@NullMarked
package io.godwit.cdc.snapshots;

import org.jspecify.annotations.NullMarked;

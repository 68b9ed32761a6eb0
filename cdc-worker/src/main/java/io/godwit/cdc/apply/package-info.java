/// Applies the change topic to the target.
@NullMarked
package io.godwit.cdc.apply;

import org.jspecify.annotations.NullMarked;

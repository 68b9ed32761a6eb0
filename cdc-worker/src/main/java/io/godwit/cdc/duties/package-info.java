/// Which duties this process has, and their life cycle.
@NullMarked
package io.godwit.cdc.duties;

import org.jspecify.annotations.NullMarked;

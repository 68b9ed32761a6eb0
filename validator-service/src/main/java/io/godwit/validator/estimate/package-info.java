/// What moving a database will take, from the source's own statistics and a small timed probe.
@NullMarked
package io.godwit.validator.estimate;

import org.jspecify.annotations.NullMarked;

/// How the target's surroundings differ from the source's: information, not failure.
@NullMarked
package io.godwit.validator.environment;

import org.jspecify.annotations.NullMarked;

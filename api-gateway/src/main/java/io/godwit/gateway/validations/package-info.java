/// What validations found: further objects, scripts that mend it, how surroundings differ.
@NullMarked
package io.godwit.gateway.validations;

import org.jspecify.annotations.NullMarked;

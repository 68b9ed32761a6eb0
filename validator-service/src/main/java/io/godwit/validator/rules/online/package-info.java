/// Rules that only migrations of mode Online need: the source must let its changes be followed, and
/// the target must let them be applied.
@NullMarked
package io.godwit.validator.rules.online;

import org.jspecify.annotations.NullMarked;

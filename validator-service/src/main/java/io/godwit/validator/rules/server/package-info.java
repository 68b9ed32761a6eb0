/// Rules about the two servers as such.
@NullMarked
package io.godwit.validator.rules.server;

import org.jspecify.annotations.NullMarked;

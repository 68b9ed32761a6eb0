@NullMarked
package io.godwit.copy.testing;

import org.jspecify.annotations.NullMarked;

@NullMarked
package io.godwit.copy;

import org.jspecify.annotations.NullMarked;

@NullMarked
package io.godwit.copy.planning;

import org.jspecify.annotations.NullMarked;

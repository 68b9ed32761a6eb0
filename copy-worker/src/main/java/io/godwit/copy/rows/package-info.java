@NullMarked
package io.godwit.copy.rows;

import org.jspecify.annotations.NullMarked;

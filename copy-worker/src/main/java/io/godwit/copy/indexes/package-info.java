@NullMarked
package io.godwit.copy.indexes;

import org.jspecify.annotations.NullMarked;

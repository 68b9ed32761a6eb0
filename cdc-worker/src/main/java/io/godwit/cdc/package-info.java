@NullMarked
package io.godwit.cdc;

import org.jspecify.annotations.NullMarked;

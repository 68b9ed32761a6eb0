@NullMarked
package io.godwit.standalone;

import org.jspecify.annotations.NullMarked;

@NullMarked
package io.godwit.validator;

import org.jspecify.annotations.NullMarked;

/// RFC 9457: every refusal has a stable code and says what to do.
@NullMarked
package io.godwit.gateway.problems;

import org.jspecify.annotations.NullMarked;

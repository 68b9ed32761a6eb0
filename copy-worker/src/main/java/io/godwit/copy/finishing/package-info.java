/// Everything after rows and indexes, and the proof that nothing is missing.
@NullMarked
package io.godwit.copy.finishing;

import org.jspecify.annotations.NullMarked;

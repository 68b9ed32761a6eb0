/// The source's side of a cutover: drift, fence, marker, and taking away what following needed.
@NullMarked
package io.godwit.copy.cutover;

import org.jspecify.annotations.NullMarked;

/// Reads the source's slot into the change topic.
@NullMarked
package io.godwit.cdc.capture;

import org.jspecify.annotations.NullMarked;

/// The form of a change topic: what capture writes and apply reads.
@NullMarked
package io.godwit.cdc.changes;

import org.jspecify.annotations.NullMarked;

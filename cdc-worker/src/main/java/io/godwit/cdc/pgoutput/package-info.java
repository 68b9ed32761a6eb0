/// The one reader of `pgoutput`'s messages, protocol version 1.
@NullMarked
package io.godwit.cdc.pgoutput;

import org.jspecify.annotations.NullMarked;

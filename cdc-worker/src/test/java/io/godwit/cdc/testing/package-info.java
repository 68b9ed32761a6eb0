/// What the tests of this module share.
@NullMarked
package io.godwit.cdc.testing;

import org.jspecify.annotations.NullMarked;

/// What following needs on the source: tables with a usable identity, a publication, a slot, and
/// the snapshot that belongs to it.
@NullMarked
package io.godwit.cdc.following;

import org.jspecify.annotations.NullMarked;

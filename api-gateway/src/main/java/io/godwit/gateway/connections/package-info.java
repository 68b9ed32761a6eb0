/// Trying a server before a migration is made of it.
@NullMarked
package io.godwit.gateway.connections;

import org.jspecify.annotations.NullMarked;

/// The target's databases as wholes: staging databases are made, take their final names, and go.
@NullMarked
package io.godwit.copy.databases;

import org.jspecify.annotations.NullMarked;

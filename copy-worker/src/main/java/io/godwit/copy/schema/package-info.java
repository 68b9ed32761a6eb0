/// The schema: which of its objects move, `pg_dump` and `pg_restore`, and the proof that they did
/// what they were asked to.
@NullMarked
package io.godwit.copy.schema;

import org.jspecify.annotations.NullMarked;

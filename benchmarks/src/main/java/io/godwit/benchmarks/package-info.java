/// Godwit beside `pg_dump | pg_restore` and pgcopydb: same servers, same databases, same run.
@NullMarked
package io.godwit.benchmarks;

import org.jspecify.annotations.NullMarked;

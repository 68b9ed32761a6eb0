/// What rules and comparison share in asking a server.
@NullMarked
package io.godwit.validator.sql;

import org.jspecify.annotations.NullMarked;

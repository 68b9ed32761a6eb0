/// Did it work: source and target compared, in the servers, table by table.
@NullMarked
package io.godwit.validator.comparison;

import org.jspecify.annotations.NullMarked;

/// Rules about one database of the migration.
@NullMarked
package io.godwit.validator.rules.database;

import org.jspecify.annotations.NullMarked;

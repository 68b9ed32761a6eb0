/// What people see: folds of facts and telemetry, and the records that show them.
@NullMarked
package io.godwit.gateway.views;

import org.jspecify.annotations.NullMarked;

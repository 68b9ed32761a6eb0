/// The resource /api/v1/migrations: requests to the log, answers from the views.
@NullMarked
package io.godwit.gateway.migrations;

import org.jspecify.annotations.NullMarked;

/// What people send: the forms of a request body, and every mistake in one, all at once.
@NullMarked
package io.godwit.gateway.requests;

import org.jspecify.annotations.NullMarked;

/// REST and server-sent events: writes requests, reads the log into views.
@NullMarked
package io.godwit.gateway;

import org.jspecify.annotations.NullMarked;

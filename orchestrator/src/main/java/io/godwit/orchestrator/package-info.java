/// Decides what every migration does next: requests and facts in, facts and commands out.
@NullMarked
package io.godwit.orchestrator;

import org.jspecify.annotations.NullMarked;

@NullMarked
package io.godwit.orchestrator;

import org.jspecify.annotations.NullMarked;

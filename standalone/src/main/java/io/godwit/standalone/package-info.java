/// Every service and a durable broker in one JVM: the embedded default.
@NullMarked
package io.godwit.standalone;

import org.jspecify.annotations.NullMarked;

/// A real, durable Kafka broker inside a JVM.
@NullMarked
package io.godwit.broker;

import org.jspecify.annotations.NullMarked;

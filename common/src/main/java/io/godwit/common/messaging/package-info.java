/// The edge to Kafka: topics, wire format, the queue of work, followers of the log, secrets. Behind
/// it nothing imports `org.apache.kafka` or `org.springframework`.
@NullMarked
package io.godwit.common.messaging;

import org.jspecify.annotations.NullMarked;

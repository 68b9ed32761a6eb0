/// The language of migrations: what is asked (requests), what is ordered (commands), what happened
/// (events), and what can go wrong (failures). Pure Java: nothing here knows Kafka, JDBC or Spring.
@NullMarked
package io.godwit.common.migration;

import org.jspecify.annotations.NullMarked;

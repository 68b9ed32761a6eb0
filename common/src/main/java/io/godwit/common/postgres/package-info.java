/// The edge to PostgreSQL: connections with the settings that fidelity needs, quoting, and the one
/// place that knows what an SQLSTATE means.
@NullMarked
package io.godwit.common.postgres;

import org.jspecify.annotations.NullMarked;

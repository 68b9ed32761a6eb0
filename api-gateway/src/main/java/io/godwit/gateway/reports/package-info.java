/// What happened to a migration, on one page that can be kept.
@NullMarked
package io.godwit.gateway.reports;

import org.jspecify.annotations.NullMarked;

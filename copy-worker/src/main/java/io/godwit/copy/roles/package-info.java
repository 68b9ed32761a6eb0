/// Roles and memberships that the target lacks.
@NullMarked
package io.godwit.copy.roles;

import org.jspecify.annotations.NullMarked;

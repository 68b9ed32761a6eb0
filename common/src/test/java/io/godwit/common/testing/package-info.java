/// What the tests of every module share: real servers, started once per JVM.
@NullMarked
package io.godwit.common.testing;

import org.jspecify.annotations.NullMarked;

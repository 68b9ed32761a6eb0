@NullMarked
package io.godwit.cli.display;

import org.jspecify.annotations.NullMarked;

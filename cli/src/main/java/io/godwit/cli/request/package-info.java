@NullMarked
package io.godwit.cli.request;

import org.jspecify.annotations.NullMarked;

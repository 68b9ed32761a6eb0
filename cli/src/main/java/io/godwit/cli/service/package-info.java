@NullMarked
package io.godwit.cli.service;

import org.jspecify.annotations.NullMarked;

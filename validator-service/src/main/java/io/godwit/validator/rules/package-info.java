/// The rule engine: rules, what they find, and the facts about both servers that they share.
@NullMarked
package io.godwit.validator.rules;

import org.jspecify.annotations.NullMarked;

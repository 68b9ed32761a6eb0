package io.godwit.validator.comparison;

import io.godwit.validator.comparison.BothSides.Answers;
import java.util.function.Function;

/// How both sides are asked the same question.
interface Looks {
    <T> Answers<T> ask(Function<ComparedSide, T> question);
}

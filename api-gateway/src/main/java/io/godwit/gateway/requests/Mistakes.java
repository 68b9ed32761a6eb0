package io.godwit.gateway.requests;

import io.godwit.gateway.problems.InvalidRequestException;
import io.godwit.gateway.problems.RequestMistake;
import java.util.ArrayList;
import java.util.List;

/// Collects what is wrong, so that a person corrects it all at once.
final class Mistakes {
    private final List<RequestMistake> found = new ArrayList<>();

    void add(String property, String message) {
        found.add(new RequestMistake(property, message));
    }

    boolean any() {
        return !found.isEmpty();
    }

    /// @throws InvalidRequestException if there are any
    void check() {
        if (any()) {
            throw new InvalidRequestException(found);
        }
    }
}

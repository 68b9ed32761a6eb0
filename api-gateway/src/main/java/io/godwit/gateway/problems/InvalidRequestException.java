package io.godwit.gateway.problems;

import java.util.List;

/// A request that cannot be understood, with every mistake that was found in it.
public final class InvalidRequestException extends RuntimeException {
    private final transient List<RequestMistake> mistakes;

    public InvalidRequestException(List<RequestMistake> mistakes) {
        super(sentence(mistakes));
        this.mistakes = List.copyOf(mistakes);
    }

    public InvalidRequestException(String property, String message) {
        this(List.of(new RequestMistake(property, message)));
    }

    public List<RequestMistake> mistakes() {
        return mistakes;
    }

    private static String sentence(List<RequestMistake> mistakes) {
        if (mistakes.size() == 1) {
            RequestMistake only = mistakes.getFirst();
            return only.property() + ": " + only.message();
        }
        return "The request has " + mistakes.size() + " mistakes; `errors` lists them.";
    }
}

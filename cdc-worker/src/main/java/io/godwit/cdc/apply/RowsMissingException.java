package io.godwit.cdc.apply;

/// A set of changes did not find the rows it should have; one by one they will tell which.
final class RowsMissingException extends RuntimeException {
    RowsMissingException() {
        super("not every row was there");
    }
}

package io.godwit.cdc.apply;

/// Another session has taken the bookmark over.
final class SupersededException extends RuntimeException {
    private final boolean forGood;

    /// @param forGood whether that one is of a later epoch
    SupersededException(boolean forGood) {
        super("another session applies to this database");
        this.forGood = forGood;
    }

    boolean forGood() {
        return forGood;
    }
}

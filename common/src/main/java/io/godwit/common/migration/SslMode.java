package io.godwit.common.migration;

/// libpq's SSL modes, from no encryption to a verified host name.
public enum SslMode {
    DISABLE("Disable", "disable"),
    ALLOW("Allow", "allow"),
    PREFER("Prefer", "prefer"),
    REQUIRE("Require", "require"),
    VERIFY_CA("VerifyCa", "verify-ca"),
    VERIFY_FULL("VerifyFull", "verify-full");

    private final String word;
    private final String libpq;

    SslMode(String word, String libpq) {
        this.word = word;
        this.libpq = libpq;
    }

    /// The word that libpq and pgjdbc understand.
    public String libpq() {
        return libpq;
    }

    /// Whether a server that does not encrypt is good enough.
    public boolean plainAllowed() {
        return this == DISABLE || this == ALLOW || this == PREFER;
    }

    @Override
    public String toString() {
        return word;
    }
}

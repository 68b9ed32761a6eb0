package io.godwit.cli.display;

import java.util.Optional;

/// The terminal that a person sits at, if there is one.
public interface Terminal {
    /// Whether output is seen by a person as it is written, so that bars may be redrawn.
    boolean live();

    int columns();

    int rows();

    /// Asks without echo; empty if nobody can be asked.
    Optional<String> password(String prompt);
}

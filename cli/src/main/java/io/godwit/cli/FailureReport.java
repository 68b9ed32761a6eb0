package io.godwit.cli;

import io.godwit.cli.display.TextWidth;
import io.godwit.cli.service.CommandFailure;
import io.godwit.cli.service.ExitCode;
import java.io.PrintWriter;

/// Prints why a command failed, in sentences.
final class FailureReport {
    private FailureReport() {}

    /// @return the exit code
    static int print(PrintWriter err, Exception failure) {
        if (failure instanceof CommandFailure known) {
            return print(err, known);
        }
        err.println("godwit: A fault of Godwit's CLI: " + failure);
        err.println("        Please report it, with the command that led to it.");
        err.flush();
        return ExitCode.INTERNAL.number();
    }

    static int print(PrintWriter err, CommandFailure failure) {
        String code = failure.code() == null ? "" : " (" + failure.code() + ")";
        err.println("godwit: " + TextWidth.printable(failure.message()) + code);
        failure.details().forEach(line -> err.println("        - " + TextWidth.printable(line)));
        if (failure.action() != null) {
            err.println("        " + TextWidth.printable(failure.action()));
        }
        err.flush();
        return failure.exitCode().number();
    }
}

package io.godwit.cli;

import io.godwit.cli.service.ExitCode;
import java.io.PrintWriter;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/// Says what is wrong with the command line, and where help is.
final class UsageReport {
    private UsageReport() {}

    /// @return the exit code
    static int print(PrintWriter err, ParameterException failure) {
        CommandLine command = failure.getCommandLine();
        err.println("godwit: " + failure.getMessage());
        UnmatchedArgumentException.printSuggestions(failure, err);
        if (command.getParent() == null) {
            command.usage(err);
        } else {
            err.println("        See `" + command.getCommandSpec().qualifiedName() + " --help`.");
        }
        err.flush();
        return ExitCode.USAGE.number();
    }
}

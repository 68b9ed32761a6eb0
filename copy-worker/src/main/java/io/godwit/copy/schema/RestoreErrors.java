package io.godwit.copy.schema;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Reads what `pg_restore` writes to its error output.
///
/// @param errors each with its command
/// @param finished whether it went through to the end of the archive, past all errors
/// @param accounted whether the errors are as many as it counted itself; where several jobs run, it
///   counts too many, and they never are
/// @param words everything that it wrote
record RestoreErrors(List<RestoreError> errors, boolean finished, boolean accounted, String words) {
    static final RestoreErrors NONE = new RestoreErrors(List.of(), true, true, "");

    private static final Pattern ENTRY = Pattern.compile("pg_restore: from TOC entry (\\d+);.*");
    private static final Pattern IGNORED =
            Pattern.compile("pg_restore: warning: errors ignored on restore: (\\d+)");
    private static final String ERROR = "pg_restore: error: ";
    private static final String COMMAND = "Command was: ";

    static RestoreErrors read(ClientProgram.Outcome outcome) {
        Reading reading = new Reading();
        outcome.complaints().forEach(reading::line);
        reading.endError();
        return new RestoreErrors(
                List.copyOf(reading.errors),
                outcome.exitCode() == 0 || reading.ignored > 0,
                reading.errors.size() == Math.max(reading.ignored, 0),
                outcome.words());
    }

    private static final class Reading {
        private final List<RestoreError> errors = new ArrayList<>();
        private final StringBuilder words = new StringBuilder();
        private final StringBuilder command = new StringBuilder();
        private boolean inError;
        private boolean inCommand;
        private int entry;
        private int ignored = -1;

        void line(String line) {
            Matcher ignoredErrors = IGNORED.matcher(line);
            if (ignoredErrors.matches()) {
                endError();
                ignored = Integer.parseInt(ignoredErrors.group(1));
            } else if (line.startsWith("pg_restore: ")) {
                endError();
                ownLine(line);
            } else if (inError) {
                continuation(line);
            }
        }

        private void ownLine(String line) {
            Matcher from = ENTRY.matcher(line);
            if (from.matches()) {
                entry = Integer.parseInt(from.group(1));
            } else if (line.startsWith(ERROR)) {
                inError = true;
                words.append(line.substring(ERROR.length()));
            }
        }

        private void continuation(String line) {
            if (!inCommand && line.startsWith(COMMAND)) {
                inCommand = true;
                command.append(line.substring(COMMAND.length()));
            } else {
                (inCommand ? command : words).append('\n').append(line);
            }
        }

        void endError() {
            if (inError) {
                errors.add(
                        new RestoreError(
                                entry, words.toString().strip(), command.toString().strip()));
            }
            inError = false;
            inCommand = false;
            words.setLength(0);
            command.setLength(0);
        }
    }
}

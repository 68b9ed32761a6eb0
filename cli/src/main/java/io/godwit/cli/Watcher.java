package io.godwit.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.godwit.cli.display.LiveFrame;
import io.godwit.cli.display.MigrationReader;
import io.godwit.cli.display.MigrationView;
import io.godwit.cli.display.ProgressLines;
import io.godwit.cli.display.Screen;
import io.godwit.cli.service.CommandFailure;
import io.godwit.cli.service.ExitCode;
import io.godwit.cli.service.Service;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Predicate;

/// Asks for a migration again and again and shows what changes: bars on a terminal, else lines. A
/// service that restarts meanwhile is waited for.
final class Watcher {
    private static final Duration LIVE = Duration.ofMillis(300);
    private static final Duration PLAIN = Duration.ofMillis(500);
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    /// Shows one look at the migration.
    private interface Display {
        void show(MigrationView view, Instant now);
    }

    private final Surroundings surroundings;
    private final Service service;
    private final Display display;
    private final Duration interval;

    private Watcher(
            Surroundings surroundings, Service service, Display display, Duration interval) {
        this.surroundings = surroundings;
        this.service = service;
        this.display = display;
        this.interval = interval;
    }

    /// Bars and lines go where data goes only if a person reads it there.
    static Watcher of(GodwitCommand godwit, Service service) {
        Surroundings surroundings = godwit.surroundings();
        if (!godwit.output().forPeople()) {
            return new Watcher(surroundings, service, lines(surroundings.err()::println), PLAIN);
        }
        if (!surroundings.terminal().live()) {
            return new Watcher(
                    surroundings,
                    service,
                    lines(line -> godwit.output().lines(List.of(line))),
                    PLAIN);
        }
        return new Watcher(surroundings, service, bars(surroundings, service), LIVE);
    }

    private static Display lines(Consumer<String> print) {
        ProgressLines lines = new ProgressLines();
        return (view, now) -> lines.next(view, now).ifPresent(print);
    }

    private static Display bars(Surroundings surroundings, Service service) {
        Screen screen = new Screen(surroundings.out());
        return (view, now) -> {
            LiveFrame frame =
                    new LiveFrame(
                            surroundings.terminal().columns(), surroundings.terminal().rows());
            screen.draw(frame.lines(TablesInFlight.of(view, service), now));
        };
    }

    /// @return the service's last answer
    JsonNode until(String migration, Predicate<MigrationView> reached) {
        while (true) {
            JsonNode answer = patiently(migration);
            MigrationView view = MigrationReader.migration(answer);
            display.show(view, surroundings.clock().instant());
            if (reached.test(view)) {
                return answer;
            }
            pause();
        }
    }

    private JsonNode patiently(String migration) {
        Instant until = surroundings.clock().instant().plus(PATIENCE);
        boolean told = false;
        while (true) {
            try {
                return service.show(migration);
            } catch (CommandFailure failure) {
                if (failure.exitCode() != ExitCode.TRANSIENT
                        || surroundings.clock().instant().isAfter(until)) {
                    throw failure;
                }
                told = told || tell(failure);
                pause();
            }
        }
    }

    private boolean tell(CommandFailure failure) {
        surroundings.err().println("godwit: " + failure.message() + " Waiting for it.");
        surroundings.err().flush();
        return true;
    }

    private void pause() {
        try {
            surroundings.pause().pause(interval);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw CommandFailure.unavailable(
                    "Interrupted.", "The migration goes on; watch it again.");
        }
    }
}

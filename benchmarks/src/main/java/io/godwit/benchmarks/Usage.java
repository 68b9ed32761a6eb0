package io.godwit.benchmarks;

import io.godwit.benchmarks.ProcessTable.Machine;
import java.util.function.ToDoubleFunction;

/// What one run cost.
///
/// @param source processor seconds of the source server
/// @param target processor seconds of the target server
/// @param program processor seconds of the contender itself, its client programs included
/// @param elsewhere processor seconds of everything else, such as the kernel's own threads; if this
///   is much, the machine was not quiet and the run says little
/// @param busy the share of all the machine's processor time that was used, 0 to 1
/// @param waiting the share in which processors idled because something waited for a disk
record Usage(
        double source,
        double target,
        double program,
        double elsewhere,
        double busy,
        double waiting) {
    private static final double NEARLY_ALL = 0.85;
    private static final double MUCH = 0.25;

    /// Where the clocks stand.
    record Mark(double source, double target, double program, Machine machine) {
        /// Of servers whose clients cost nothing worth counting.
        static Mark now(PostgresServer source, PostgresServer target) {
            return now(source, target, _ -> 0);
        }

        /// @param program finds the contender's own
        static Mark now(
                PostgresServer source,
                PostgresServer target,
                ToDoubleFunction<ProcessTable> program) {
            ProcessTable processes = ProcessTable.now();
            return new Mark(
                    processes.secondsOfTree(source.pid()),
                    processes.secondsOfTree(target.pid()),
                    program.applyAsDouble(processes),
                    Machine.now());
        }

        Usage until(Mark end) {
            Machine spent = end.machine.since(machine);
            double known = end.source - source + end.target - target + end.program - program;
            return new Usage(
                    end.source - source,
                    end.target - target,
                    end.program - program,
                    Math.max(0, spent.busySeconds() - known),
                    spent.busyShare(),
                    spent.waitingShare());
        }
    }

    /// What a faster run would need, read off the figures.
    String limit() {
        if (busy >= NEARLY_ALL) {
            return "processors: " + largest();
        }
        if (waiting >= MUCH) {
            return "disk";
        }
        return busy + waiting >= NEARLY_ALL
                ? "processors and disk"
                : "waiting, most by " + largest();
    }

    private String largest() {
        double most = Math.max(Math.max(source, target), Math.max(program, elsewhere));
        if (most == target) {
            return "target";
        }
        if (most == source) {
            return "source";
        }
        return most == program ? "program" : "elsewhere";
    }
}

package io.godwit.benchmarks;

import io.godwit.benchmarks.ProcessTable.Machine;

/// What one run cost.
///
/// @param source processor seconds of the source server
/// @param target processor seconds of the target server
/// @param program processor seconds of the contender itself, its client programs included
/// @param busy the share of all the machine's processor time that was used, 0 to 1
/// @param waiting the share in which processors idled because something waited for a disk
record Usage(double source, double target, double program, double busy, double waiting) {
    private static final double NEARLY_ALL = 0.85;
    private static final double MUCH = 0.25;

    /// Where the clocks stand.
    record Mark(double source, double target, double program, Machine machine) {
        Usage until(Mark end) {
            double all = Math.max(1, end.machine.all() - machine.all());
            return new Usage(
                    end.source - source,
                    end.target - target,
                    end.program - program,
                    1 - (end.machine.idle() - machine.idle()) / all,
                    (end.machine.waiting() - machine.waiting()) / all);
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
        return busy + waiting >= NEARLY_ALL ? "processors and disk" : "waiting, " + largest();
    }

    private String largest() {
        double most = Math.max(source, Math.max(target, program));
        return most == target ? "target" : most == source ? "source" : "program";
    }
}

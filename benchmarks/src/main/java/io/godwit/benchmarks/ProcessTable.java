package io.godwit.benchmarks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// The kernel's table of processes at one moment. A process's time includes that of the children it
/// has waited for, so that the time of a whole tree never shrinks when one of them ends.
final class ProcessTable {
    /// The kernel's unit for times in `/proc`, on every architecture.
    private static final double TICKS_PER_SECOND = 100;

    private final Map<Long, Entry> entries = new HashMap<>();

    /// @param own ticks of the process itself
    /// @param waited ticks of its ended children
    record Entry(long pid, long parent, long own, long waited) {
        /// @param line of `/proc/PID/stat`; the name, in brackets, may hold anything
        static Entry parse(String line) {
            String[] fields = line.substring(line.lastIndexOf(')') + 2).split(" ");
            return new Entry(
                    Long.parseLong(line.substring(0, line.indexOf(' '))),
                    Long.parseLong(fields[1]),
                    Long.parseLong(fields[11]) + Long.parseLong(fields[12]),
                    Long.parseLong(fields[13]) + Long.parseLong(fields[14]));
        }
    }

    ProcessTable(List<Entry> entries) {
        entries.forEach(entry -> this.entries.put(entry.pid(), entry));
    }

    static ProcessTable now() {
        try (Stream<Path> folders = Files.list(Path.of("/proc"))) {
            return new ProcessTable(
                    folders.filter(ProcessTable::isProcess)
                            .map(ProcessTable::read)
                            .flatMap(Optional::stream)
                            .toList());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean isProcess(Path folder) {
        return folder.getFileName().toString().chars().allMatch(Character::isDigit);
    }

    private static Optional<Entry> read(Path folder) {
        try {
            return Optional.of(Entry.parse(Files.readString(folder.resolve("stat"))));
        } catch (IOException e) {
            return Optional.empty(); // it has ended meanwhile
        }
    }

    /// Processor seconds of a process and everything below it, ended or not.
    double secondsOfTree(long root) {
        long ticks = 0;
        List<Long> left = new ArrayList<>(List.of(root));
        while (!left.isEmpty()) {
            long pid = left.removeLast();
            Entry entry = entries.get(pid);
            ticks += entry == null ? 0 : entry.own() + entry.waited();
            entries.values().stream()
                    .filter(child -> child.parent() == pid)
                    .forEach(child -> left.add(child.pid()));
        }
        return ticks / TICKS_PER_SECOND;
    }

    /// Processor seconds of the children that a process has waited for.
    double secondsOfEndedChildren(long pid) {
        Entry entry = entries.get(pid);
        return entry == null ? 0 : entry.waited() / TICKS_PER_SECOND;
    }

    /// The most memory a process ever had resident, in bytes; 0 if it is not there.
    static long peakMemory(long pid) {
        try {
            return peakMemory(Files.readString(Path.of("/proc/" + pid + "/status")));
        } catch (IOException e) {
            return 0;
        }
    }

    /// @param status the text of `/proc/PID/status`
    static long peakMemory(String status) {
        return status.lines()
                .filter(line -> line.startsWith("VmHWM:"))
                .map(line -> line.replaceAll("[^0-9]", ""))
                .mapToLong(kilobytes -> Long.parseLong(kilobytes) * 1024)
                .findFirst()
                .orElse(0);
    }

    /// The whole machine's processor time, since its start or between two moments.
    ///
    /// @param idle ticks with nothing to do, disk or not
    /// @param waiting ticks of idleness while something waited for a disk
    record Machine(long all, long idle, long waiting) {
        static Machine now() {
            try {
                return parse(Files.readString(Path.of("/proc/stat")));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        /// @param stat the text of `/proc/stat`
        static Machine parse(String stat) {
            // user, nice, system, idle, iowait, irq, softirq, steal; guests are counted in user
            long[] ticks =
                    Arrays.stream(stat.lines().findFirst().orElseThrow().split("\\s+"))
                            .skip(1)
                            .limit(8)
                            .mapToLong(Long::parseLong)
                            .toArray();
            return new Machine(Arrays.stream(ticks).sum(), ticks[3] + ticks[4], ticks[4]);
        }

        Machine since(Machine start) {
            return new Machine(all - start.all, idle - start.idle, waiting - start.waiting);
        }

        double busySeconds() {
            return (all - idle) / TICKS_PER_SECOND;
        }

        double busyShare() {
            return all == 0 ? 0 : (double) (all - idle) / all;
        }

        double waitingShare() {
            return all == 0 ? 0 : (double) waiting / all;
        }
    }
}

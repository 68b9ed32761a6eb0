package io.godwit.common.postgres;

import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;

/// Which transactions a snapshot sees.
public final class Visible {
    private static final long EPOCH = 1L << 32;

    private final long xmin;
    private final long xmax;
    private final Set<Long> running;

    private Visible(long xmin, long xmax, Set<Long> running) {
        this.xmin = xmin;
        this.xmax = xmax;
        this.running = running;
    }

    /// @param text of a `pg_snapshot`: `xmin:xmax:xid,xid…`
    public static Visible parse(String text) {
        String[] parts = text.split(":", 3);
        Set<Long> running =
                Arrays.stream(parts[2].split(","))
                        .filter(xid -> !xid.isEmpty())
                        .map(Long::parseLong)
                        .collect(Collectors.toSet());
        return new Visible(Long.parseLong(parts[0]), Long.parseLong(parts[1]), running);
    }

    /// @param xid the lower 32 bits; the transaction is less than 2^31 away from the snapshot
    public boolean sees(long xid) {
        return seesFull(nearest(xid));
    }

    /// @param full all 64 bits; not of a subtransaction
    public boolean seesFull(long full) {
        return full < xmin || (full < xmax && !running.contains(full));
    }

    /// The oldest transaction that may still have been running, in 64 bits: all before it are seen
    /// or were rolled back, subtransactions too.
    public long horizon() {
        return xmin;
    }

    private long nearest(long xid) {
        long full = (xmax & -EPOCH) | xid;
        if (full - xmax > EPOCH / 2) {
            return full - EPOCH;
        }
        return xmax - full > EPOCH / 2 ? full + EPOCH : full;
    }
}

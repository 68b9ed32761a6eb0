package io.godwit.cdc.apply;

import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;

/// Which transactions a snapshot sees.
final class Visible {
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
    static Visible parse(String text) {
        String[] parts = text.split(":", 3);
        Set<Long> running =
                Arrays.stream(parts[2].split(","))
                        .filter(xid -> !xid.isEmpty())
                        .map(Long::parseLong)
                        .collect(Collectors.toSet());
        return new Visible(Long.parseLong(parts[0]), Long.parseLong(parts[1]), running);
    }

    /// @param xid the lower 32 bits; the transaction is less than 2^31 away from the snapshot
    boolean sees(long xid) {
        long full = nearest(xid);
        return full < xmin || (full < xmax && !running.contains(full));
    }

    private long nearest(long xid) {
        long full = (xmax & -EPOCH) | xid;
        if (full - xmax > EPOCH / 2) {
            return full - EPOCH;
        }
        return xmax - full > EPOCH / 2 ? full + EPOCH : full;
    }
}

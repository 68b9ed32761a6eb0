package io.godwit.copy.rows;

import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/// How many rows came through one connection. pgjdbc makes the socket factory from two texts, so
/// the meter is found by a key.
final class RowMeter implements AutoCloseable {
    private static final Map<String, RowMeter> METERS = new ConcurrentHashMap<>();

    private final String key = UUID.randomUUID().toString();
    private final AtomicLong rows = new AtomicLong();

    private RowMeter() {}

    static RowMeter open() {
        RowMeter meter = new RowMeter();
        METERS.put(meter.key, meter);
        return meter;
    }

    static RowMeter of(String key) {
        RowMeter meter = METERS.get(key);
        if (meter == null) {
            throw new IllegalArgumentException("no row meter " + key);
        }
        return meter;
    }

    String key() {
        return key;
    }

    void add(long more) {
        rows.addAndGet(more);
    }

    long rows() {
        return rows.get();
    }

    @Override
    public void close() {
        METERS.remove(key);
    }
}

package io.godwit.cdc.capture;

import io.godwit.cdc.testing.FollowedDatabase;
import io.godwit.common.messaging.EventPublisher;
import io.godwit.common.messaging.TelemetryPublisher;
import io.godwit.common.testing.TestBroker;
import io.godwit.common.testing.TestPostgres;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Clock;
import java.util.concurrent.TimeUnit;
import org.postgresql.replication.LogSequenceNumber;

/// Measures capture by hand: from a backlog on a real source into a real topic, how many changes a
/// second, and what CPU the threads of capture take for each. Not a test.
final class CaptureThroughput {
    private static final PrintStream OUT = System.out;

    private CaptureThroughput() {}

    public static void main(String[] arguments) throws Exception {
        int rows = Integer.parseInt(arguments[0]);
        int each = Integer.parseInt(arguments[1]);
        try (TestBroker broker = TestBroker.start();
                EventPublisher events = new EventPublisher(broker.clients(), Clock.systemUTC());
                TelemetryPublisher telemetry = new TelemetryPublisher(broker.clients())) {
            for (int run = 0; run < 3; run++) {
                measure(rows, each, broker, events, telemetry);
            }
        }
        System.exit(0);
    }

    private static void measure(
            int rows,
            int each,
            TestBroker broker,
            EventPublisher events,
            TelemetryPublisher telemetry)
            throws Exception {
        FollowedDatabase database =
                FollowedDatabase.create(
                        "throughput",
                        """
                        CREATE TABLE history (tid int, bid int, aid int, delta int,
                            mtime timestamp, filler char(22))
                        """,
                        "ALTER TABLE history REPLICA IDENTITY FULL");
        database.follow().connection().close();
        database.execute(
                """
                DO $$ BEGIN FOR i IN 1..%d LOOP
                    INSERT INTO history SELECT n, n %% 10, n * 7, n - 5000, now(), 'filler'
                    FROM generate_series(1, %d) n; COMMIT; END LOOP; END $$
                """
                        .formatted(rows / each, each));
        long end =
                LogSequenceNumber.valueOf(
                                TestPostgres.source()
                                        .value("postgres", "SELECT pg_current_wal_lsn()"))
                        .asLong();
        CaptureDuty duty =
                new CaptureDuty(
                        database.capture(1),
                        FollowedDatabase.CONNECTIONS,
                        broker.clients(),
                        new ChangeTopics(broker.clients(), (short) 1),
                        events,
                        telemetry,
                        Clock.systemUTC());
        long start = System.nanoTime();
        duty.start();
        while (duty.captured() < end) {
            TimeUnit.MILLISECONDS.sleep(20);
        }
        double seconds = (System.nanoTime() - start) / 1e9;
        double cpu = captureCpuSeconds();
        OUT.printf(
                "%d rows, %d each: %.2f s, %.0f a second, %.2f us CPU each%n",
                rows, each, seconds, rows / seconds, cpu * 1e6 / rows);
        duty.close();
        new ChangeTopics(broker.clients(), (short) 1).delete(database.following().topic());
        database.forget();
    }

    /// The reader's, the engine's and the producer's threads; not the broker's in the same JVM.
    private static double captureCpuSeconds() {
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        double seconds = 0;
        for (long id : threads.getAllThreadIds()) {
            var thread = threads.getThreadInfo(id);
            String name = thread == null ? "" : thread.getThreadName();
            if (name.contains("godwit-capture") || name.matches("pool-\\d+-thread-\\d+")) {
                OUT.printf("  %s %.2f s%n", name, threads.getThreadCpuTime(id) / 1e9);
                seconds += threads.getThreadCpuTime(id) / 1e9;
            }
        }
        return seconds;
    }
}

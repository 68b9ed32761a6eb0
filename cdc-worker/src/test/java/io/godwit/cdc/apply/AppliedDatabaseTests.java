package io.godwit.cdc.apply;

import io.godwit.cdc.testing.AppliedDatabase;
import io.godwit.common.testing.TestBroker;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;

/// Tests that each make a database of their own to be followed, over one broker.
abstract class AppliedDatabaseTests {
    private static TestBroker broker;
    AppliedDatabase database;

    @BeforeAll
    static void startBroker() {
        broker = TestBroker.start();
    }

    @AfterAll
    static void stopBroker() {
        broker.close();
    }

    @AfterEach
    void close() {
        database.close();
    }

    /// Captured, but not yet applied.
    final AppliedDatabase create(String name, String... setup) {
        database = AppliedDatabase.create(broker, name, setup);
        return database;
    }
}

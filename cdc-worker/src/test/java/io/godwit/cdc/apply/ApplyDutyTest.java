package io.godwit.cdc.apply;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/// From a real source over a real topic to a real target.
class ApplyDutyTest extends AppliedDatabaseTests {
    @Test
    void insertsUpdatesAndDeletesArriveAndTheMarkerIsMet() {
        create(
                "apply_walk",
                "CREATE TABLE t (id int PRIMARY KEY, v text)",
                "INSERT INTO t SELECT i, 'old ' || i FROM generate_series(1, 1000) AS i");
        database.startApply();
        database.execute(
                "INSERT INTO t SELECT i, 'new ' || i FROM generate_series(1001, 2000) AS i",
                "UPDATE t SET v = 'changed ' || id WHERE id % 3 = 0",
                "DELETE FROM t WHERE id % 5 = 0",
                "INSERT INTO t VALUES (5, 'again')",
                "UPDATE t SET v = NULL WHERE id = 7",
                "DELETE FROM t WHERE id = 8");
        database.drain();
        assertThat(database.differences()).isEmpty();
        assertThat(
                        database.target(
                                "SELECT inserts || '/' || updates || '/' || deletes FROM _godwit.bookmark"))
                .isEqualTo("1001/667/401");
    }
}

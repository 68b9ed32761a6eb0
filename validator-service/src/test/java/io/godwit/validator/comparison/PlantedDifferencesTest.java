package io.godwit.validator.comparison;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// One difference in a random place; the seed is in the test's name.
class PlantedDifferencesTest {
    private static final int ROWS = 30_000;
    private static final Pair PAIR =
            new Pair("compare_planted")
                    .both(
                            "CREATE TABLE keyed(id bigint, part text, body text, f float8,"
                                    + " PRIMARY KEY (id, part))",
                            "INSERT INTO keyed SELECT i, i % 7, repeat(md5(i::text), 3), i / 7.0"
                                    + " FROM generate_series(1, "
                                    + ROWS
                                    + ") i",
                            "CREATE TABLE keyless AS SELECT * FROM keyed",
                            "CREATE TABLE other AS SELECT * FROM keyed LIMIT 100",
                            "ANALYZE");

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20})
    void oneDifferenceIsFoundAndItsRepairIsSeen(long seed) {
        Random random = new Random(seed);
        String table = random.nextBoolean() ? "keyed" : "keyless";
        int id = 1 + random.nextInt(ROWS);
        String where = " WHERE id = " + id;
        String change =
                List.of(
                                "UPDATE %s SET body = overlay(body PLACING '!' FROM "
                                        + (1 + random.nextInt(96))
                                        + ")",
                                "DELETE FROM %s",
                                "UPDATE %s SET f = -f",
                                "UPDATE %s SET part = part || ' '",
                                "INSERT INTO %s SELECT id, 'extra', body, f FROM %1$s")
                        .get(random.nextInt(5))
                        .formatted(table);
        PAIR.target("CREATE TABLE kept AS SELECT * FROM " + table + where, change + where);

        assertThat(PAIR.differences())
                .as("seed %d: %s", seed, change + where)
                .singleElement()
                .asString()
                .contains(table.equals("keyed") ? "(" + id + "," : "('" + id + "', ");

        PAIR.target(
                "DELETE FROM " + table + where,
                "INSERT INTO " + table + " SELECT * FROM kept",
                "DROP TABLE kept");
        assertThat(PAIR.differences()).isEmpty();
    }
}

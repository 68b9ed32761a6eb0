package io.godwit.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class DatabaseShapeTest {
    private static final DatabaseShape SOURCE =
            new DatabaseShape(Map.of("public.a", 7L, "public.b", 0L), 3, 2);

    @Test
    void anEqualCopyHasNoDifference() {
        assertThat(SOURCE.differenceOf(new DatabaseShape(SOURCE.rows(), 3, 2))).isEmpty();
    }

    @Test
    void aRowATableAnIndexOrAConstraintTooFewIsFound() {
        assertThat(copy(Map.of("public.a", 6L, "public.b", 0L), 3, 2))
                .contains("public.a has 6 rows instead of 7");
        assertThat(copy(Map.of("public.a", 7L), 3, 2)).contains("1 tables instead of 2");
        assertThat(copy(Map.of("public.a", 7L, "public.c", 0L), 3, 2)).contains("or others");
        assertThat(copy(SOURCE.rows(), 2, 2)).contains("2 indexes instead of 3");
        assertThat(copy(SOURCE.rows(), 3, 3)).contains("3 constraints instead of 2");
    }

    private static String copy(Map<String, Long> rows, long indexes, long constraints) {
        return SOURCE.differenceOf(new DatabaseShape(rows, indexes, constraints)).orElse("none");
    }
}

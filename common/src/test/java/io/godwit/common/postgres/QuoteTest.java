package io.godwit.common.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import io.godwit.common.testing.TestPostgres;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class QuoteTest {
    private static final String ALPHABET = "ab\"'\\;-- $\n\tÜ日😀%_.";

    @Test
    void whatIsQuotedComesBackFromTheServerUnchanged() {
        SplittableRandom random = new SplittableRandom(7);
        for (int round = 0; round < 300; round++) {
            String text = text(random);
            String query =
                    "SELECT %s::text || chr(31) || (SELECT attname FROM pg_attribute"
                                    .formatted(Quote.literal(text))
                            + " WHERE attrelid = 'pg_temp.q'::regclass AND attnum = 1)";
            TestPostgres server = TestPostgres.source();
            String name =
                    text.substring(
                            0,
                            text.offsetByCodePoints(
                                    0, Math.min(10, text.codePointCount(0, text.length()))));

            try (var connection = server.connect("postgres");
                    var statement = connection.createStatement()) {
                statement.execute("CREATE TEMP TABLE q (" + Quote.identifier(name) + " int)");
                var rows = statement.executeQuery(query);
                rows.next();
                assertThat(rows.getString(1))
                        .as("round %s", round)
                        .isEqualTo(text + "\u001F" + name);
            } catch (java.sql.SQLException e) {
                throw new AssertionError("round " + round + ": " + text, e);
            }
        }
    }

    private static String text(SplittableRandom random) {
        int[] alphabet = ALPHABET.codePoints().toArray();
        return random.ints(1 + random.nextInt(12), 0, alphabet.length)
                .mapToObj(at -> Character.toString(alphabet[at]))
                .collect(Collectors.joining());
    }
}

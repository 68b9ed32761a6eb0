package io.godwit.gateway.requests;

import io.godwit.common.messaging.Passwords;
import io.godwit.common.migration.ComparisonLevel;
import io.godwit.common.migration.MigrationSpec;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Reads the body that asks for a comparison.
///
/// @param passwords for a migration that has ended and whose own are destroyed
public record CompareForm(
        ComparisonLevel level,
        List<String> tables,
        int parallelism,
        int rowsPerSecond,
        Passwords passwords) {
    private static final int MOST_ROWS = 1_000_000_000;

    /// @throws io.godwit.gateway.problems.InvalidRequestException with all mistakes
    public static CompareForm read(@Nullable String body) {
        Mistakes mistakes = new Mistakes();
        Fields fields =
                Fields.of(
                        "",
                        JsonBodies.object(body == null || body.isBlank() ? "{}" : body),
                        mistakes);
        ComparisonLevel level =
                Words.read(
                        ComparisonLevel.class,
                        fields.text("level"),
                        ComparisonLevel.FULL,
                        fields.path("level"),
                        mistakes);
        List<String> tables = fields.texts("tables");
        int parallelism =
                fields.number(
                        MigrationSpec.DEFAULT_PARALLELISM,
                        1,
                        MigrationSpec.MAX_PARALLELISM,
                        "parallelism");
        int rows = fields.number(0, 0, MOST_ROWS, "rowsPerSecond");
        Passwords passwords =
                new Passwords(
                        fields.text("sourceServerPassword"), fields.text("targetServerPassword"));
        fields.rejectUnknown();
        mistakes.check();
        return new CompareForm(level, tables, parallelism, rows, passwords);
    }
}

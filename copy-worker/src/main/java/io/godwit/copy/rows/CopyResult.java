package io.godwit.copy.rows;

import io.godwit.common.migration.CopiedPart;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/// What a marker remembers about copied parts: `table part rows bytes`, one line each.
final class CopyResult {
    private CopyResult() {}

    static String encode(List<CopiedPart> parts) {
        return parts.stream()
                .map(part ->
                        "%d %d %d %d"
                                .formatted(part.table(), part.part(), part.rows(), part.bytes()))
                .collect(Collectors.joining("\n"));
    }

    static List<CopiedPart> decode(String lines) {
        return lines.lines().map(CopyResult::part).toList();
    }

    private static CopiedPart part(String line) {
        long[] numbers = Arrays.stream(line.split(" ", 4)).mapToLong(Long::parseLong).toArray();
        return new CopiedPart((int) numbers[0], (int) numbers[1], numbers[2], numbers[3]);
    }
}

package io.godwit.validator.rules.database;

import java.util.Arrays;
import java.util.List;

/// A version such as `3.4.0` or `1.10`; what is no number counts as 0.
record DottedVersion(List<Integer> parts) implements Comparable<DottedVersion> {
    static DottedVersion of(String text) {
        return new DottedVersion(
                Arrays.stream(text.split("[.-]", -1)).map(DottedVersion::number).toList());
    }

    private static int number(String part) {
        return part.matches("\\d{1,9}") ? Integer.parseInt(part) : 0;
    }

    @Override
    public int compareTo(DottedVersion other) {
        for (int i = 0; i < Math.max(parts.size(), other.parts.size()); i++) {
            int difference = Integer.compare(part(i), other.part(i));
            if (difference != 0) {
                return difference;
            }
        }
        return 0;
    }

    private int part(int index) {
        return index < parts.size() ? parts.get(index) : 0;
    }
}

package io.godwit.validator.comparison;

import static java.util.Objects.requireNonNull;

import io.godwit.common.migration.ComparisonDifference;
import io.godwit.common.migration.DifferenceKind;
import io.godwit.validator.comparison.CatalogObject.Name;
import org.jspecify.annotations.Nullable;

/// An object of the catalogs that is not the same on both sides; one of the two is not null.
record CatalogDifference(
        Name name, @Nullable CatalogObject source, @Nullable CatalogObject target) {
    boolean onBoth() {
        return source != null && target != null;
    }

    CatalogObject either() {
        return source != null ? source : requireNonNull(target);
    }

    ComparisonDifference told() {
        return new ComparisonDifference(
                kind(),
                name.type(),
                name.object(),
                name.key(),
                source == null ? null : source.shown(),
                target == null ? null : target.shown(),
                repair());
    }

    private DifferenceKind kind() {
        if (onBoth()) {
            return DifferenceKind.CHANGED;
        }
        return source == null ? DifferenceKind.EXTRA : DifferenceKind.MISSING;
    }

    private @Nullable String repair() {
        if (source == null) {
            return undo(either());
        }
        return target == null || name.type().equals("owner") ? source.makes() : null;
    }

    private static @Nullable String undo(CatalogObject target) {
        String grant = target.makes();
        boolean known = target.name().type().equals("grant") && grant != null;
        return known && grant != null
                ? grant.replaceFirst("^GRANT", "REVOKE")
                        .replace(" WITH GRANT OPTION;", ";")
                        .replaceFirst(" TO ((?:\"(?:[^\"]|\"\")*\"|[^\" ]+);)$", " FROM $1")
                : null;
    }
}

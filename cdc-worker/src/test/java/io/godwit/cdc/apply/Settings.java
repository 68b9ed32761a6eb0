package io.godwit.cdc.apply;

/// Settings that make a test see what it wants to see.
final class Settings {
    private Settings() {}

    static ApplySettings withFewRows(int fewRows) {
        ApplySettings usual = ApplySettings.defaults();
        return new ApplySettings(
                usual.batchChanges(),
                usual.batchBytes(),
                fewRows,
                usual.bookmarkAfter(),
                usual.keepApplied(),
                usual.backOff());
    }

    static ApplySettings withBatch(int changes, int fewRows) {
        ApplySettings usual = ApplySettings.defaults();
        return new ApplySettings(
                changes,
                usual.batchBytes(),
                fewRows,
                usual.bookmarkAfter(),
                usual.keepApplied(),
                usual.backOff());
    }
}

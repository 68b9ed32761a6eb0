package io.godwit.cli.display;

/// A bar of eighth blocks, such as `███▌ `.
final class Bar {
    private static final char[] EIGHTHS = {' ', '▏', '▎', '▍', '▌', '▋', '▊', '▉'};
    private static final char FULL = '█';

    private Bar() {}

    /// @param fraction 0 to 1; what lies outside is cut off
    /// @param width in characters
    static String of(double fraction, int width) {
        double within = Math.clamp(fraction, 0.0, 1.0);
        int eighths = (int) Math.floor(within * width * 8);
        StringBuilder bar = new StringBuilder(width);
        bar.repeat(FULL, eighths / 8);
        if (bar.length() < width) {
            bar.append(EIGHTHS[eighths % 8]);
        }
        return bar.repeat(' ', width - bar.length()).toString();
    }
}

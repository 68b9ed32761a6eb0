package io.godwit.cdc.duties;

/// Something that lasts, performed on threads of its own. It tries again by itself what passes by
/// itself, and tells the log what does not.
public interface Duty extends AutoCloseable {
    /// Returns at once. Called once.
    void start();

    /// Ends it and returns when it touches no server and no topic any more. May be called before
    /// [#start], and twice.
    @Override
    void close();
}

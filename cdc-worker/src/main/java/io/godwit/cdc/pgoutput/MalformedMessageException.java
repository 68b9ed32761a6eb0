package io.godwit.cdc.pgoutput;

/// Bytes that are no message of `pgoutput`, protocol version 1, in text form.
public final class MalformedMessageException extends RuntimeException {
    MalformedMessageException(String what) {
        super("not a message of pgoutput: " + what);
    }
}

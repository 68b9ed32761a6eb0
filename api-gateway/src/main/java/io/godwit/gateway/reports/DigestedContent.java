package io.godwit.gateway.reports;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import tools.jackson.databind.json.JsonMapper;

/// A report's content in the very bytes that are sent, so that whoever has the answer can compute
/// its digest: over all that stands between `"content":` and the last brace.
///
/// @param bytes JSON in UTF-8
record DigestedContent(JsonMapper json, byte[] bytes) {
    static final String ALGORITHM = "SHA-256";

    String digest() {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance(ALGORITHM).digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    /// The report as [MigrationReport] describes it, its content last.
    byte[] body(String godwit, Instant made) {
        String head =
                "{\"godwit\":%s,\"made\":%s,\"digestAlgorithm\":\"%s\",\"digest\":\"%s\",\"content\":"
                        .formatted(
                                json.writeValueAsString(godwit),
                                json.writeValueAsString(made),
                                ALGORITHM,
                                digest());
        ByteArrayOutputStream body = new ByteArrayOutputStream(head.length() + bytes.length + 2);
        body.writeBytes(head.getBytes(StandardCharsets.UTF_8));
        body.writeBytes(bytes);
        body.writeBytes("}".getBytes(StandardCharsets.UTF_8));
        return body.toByteArray();
    }
}

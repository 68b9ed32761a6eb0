package io.godwit.gateway.migrations;

import io.godwit.common.migration.MigrationSpec;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import java.util.UUID;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// The id of a request on the log. That of a request with an idempotency key is made of the key and
/// of what is asked for, passwords aside; so the log itself remembers what a key was used for.
record RequestId(String value) {
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final String KEYED = "key-";
    private static final int KEY_LENGTH = KEYED.length() + 32;

    static RequestId fresh() {
        return new RequestId(UUID.randomUUID().toString());
    }

    static RequestId of(String key, MigrationSpec spec) {
        ObjectNode asked = JSON.valueToTree(spec);
        asked.remove("secretId");
        return new RequestId(KEYED + digest(key) + "-" + digest(asked.toString()));
    }

    /// What all requests with the same idempotency key begin with.
    Optional<String> key() {
        return value.startsWith(KEYED) && value.length() > KEY_LENGTH
                ? Optional.of(value.substring(0, KEY_LENGTH))
                : Optional.empty();
    }

    private static String digest(String text) {
        try {
            byte[] hash =
                    MessageDigest.getInstance("SHA-256")
                            .digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash, 0, 16);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}

package io.godwit.common.messaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SecretCipherTest {
    private static final byte[] SECRET = "opensesame".getBytes(StandardCharsets.UTF_8);

    @TempDir private Path folder;

    @Test
    void whatIsSealedIsOpenedUnderTheSameIdOnly() {
        SecretCipher cipher = SecretCipher.of(properties());
        byte[] sealed = cipher.seal("a", SECRET);

        assertThat(cipher.open("a", sealed)).isEqualTo(SECRET);
        assertThat(new String(sealed, StandardCharsets.ISO_8859_1)).doesNotContain("opensesame");
        assertThatThrownBy(() -> cipher.open("b", sealed))
                .isInstanceOf(IllegalStateException.class);
    }

    @Test
    void theKeyFileIsForItsOwnerOnlyAndOutlivesTheProcess() throws IOException {
        byte[] sealed = SecretCipher.of(properties()).seal("a", SECRET);

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(key())))
                .isEqualTo("rw-------");
        assertThat(SecretCipher.of(properties()).open("a", sealed)).isEqualTo(SECRET);
        try (var files = Files.list(folder)) {
            assertThat(files).containsExactly(key());
        }
    }

    @Test
    void servicesThatStartTogetherUseTheSameKey() throws Exception {
        List<Callable<SecretCipher>> starts = new ArrayList<>();
        for (int service = 0; service < 8; service++) {
            starts.add(() -> SecretCipher.of(properties()));
        }
        try (var threads = Executors.newFixedThreadPool(8)) {
            List<SecretCipher> ciphers = new ArrayList<>();
            for (var started : threads.invokeAll(starts)) {
                ciphers.add(started.get());
            }
            byte[] sealed = ciphers.getFirst().seal("a", SECRET);
            assertThat(ciphers)
                    .allSatisfy(each -> assertThat(each.open("a", sealed)).isEqualTo(SECRET));
        }
    }

    private Path key() {
        return folder.resolve("secret.key");
    }

    private MessagingProperties properties() {
        return new MessagingProperties(
                1,
                (short) 1,
                Duration.ofSeconds(1),
                Duration.ofSeconds(5),
                Duration.ofSeconds(15),
                null,
                key());
    }
}

package io.godwit.common.messaging;

import com.google.crypto.tink.Aead;
import com.google.crypto.tink.InsecureSecretKeyAccess;
import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.RegistryConfiguration;
import com.google.crypto.tink.TinkJsonProtoKeysetFormat;
import com.google.crypto.tink.aead.AeadConfig;
import com.google.crypto.tink.aead.PredefinedAeadParameters;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.util.Objects;
import java.util.Set;

/// Seals and opens secrets with AES-256-GCM; the secret's id is authenticated with it, so that a
/// sealed secret cannot be passed off as another's. Thread-safe.
public final class SecretCipher {
    private static final FileAttribute<Set<PosixFilePermission>> OWNER_ONLY =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));

    private final Aead aead;

    private SecretCipher(KeysetHandle key) throws GeneralSecurityException {
        this.aead = key.getPrimitive(RegistryConfiguration.get(), Aead.class);
    }

    /// The key from the settings, else from its file, which is created with mode 0600 if missing.
    ///
    /// @throws IllegalStateException if the key cannot be read or made
    public static SecretCipher of(MessagingProperties properties) {
        try {
            AeadConfig.register();
            String given = properties.secretKey();
            String json = given != null ? given : fileContent(properties.secretKeyFile());
            return new SecretCipher(
                    TinkJsonProtoKeysetFormat.parseKeyset(json, InsecureSecretKeyAccess.get()));
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException(
                    "cannot use the secret key (godwit.messaging.secret-key, or the file "
                            + properties.secretKeyFile()
                            + ")",
                    e);
        }
    }

    private static String fileContent(Path file) throws GeneralSecurityException, IOException {
        if (!Files.exists(file)) {
            create(file);
        }
        return Files.readString(file);
    }

    private static void create(Path file) throws GeneralSecurityException, IOException {
        Path folder = Objects.requireNonNull(file.toAbsolutePath().getParent(), "a file's folder");
        Files.createDirectories(folder);
        KeysetHandle key = KeysetHandle.generateNew(PredefinedAeadParameters.AES256_GCM);
        String json = TinkJsonProtoKeysetFormat.serializeKeyset(key, InsecureSecretKeyAccess.get());
        Path draft = Files.createTempFile(folder, "secret", ".draft", OWNER_ONLY);
        try {
            Files.writeString(draft, json);
            // Appears whole or not at all, and only if nobody was faster.
            Files.createLink(file, draft);
        } catch (FileAlreadyExistsException e) {
            // Another service of this machine was faster; its key is as good.
        } finally {
            Files.delete(draft);
        }
    }

    byte[] seal(String id, byte[] secret) {
        try {
            return aead.encrypt(secret, id.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("cannot seal a secret", e);
        }
    }

    /// @throws IllegalStateException if it was sealed under another key or for another id
    byte[] open(String id, byte[] sealed) {
        try {
            return aead.decrypt(sealed, id.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(
                    "a secret was sealed under another key; give every service the same one", e);
        }
    }
}

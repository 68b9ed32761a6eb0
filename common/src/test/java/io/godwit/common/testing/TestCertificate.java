package io.godwit.common.testing;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Base64;

/// A key and a certificate that is its own authority, in the form of PostgreSQL's files.
///
/// @param certificate PEM
/// @param key PEM, without a passphrase
public record TestCertificate(String certificate, String key) {
    private static final char[] PASSWORD = "not-secret".toCharArray();

    /// Of a server by that name, made with the JDK's keytool.
    public static TestCertificate of(String host) {
        try {
            Path store = Files.createTempDirectory("godwit-tls").resolve("store.p12");
            generate(host, store);
            KeyStore keys = KeyStore.getInstance("PKCS12");
            try (InputStream file = Files.newInputStream(store)) {
                keys.load(file, PASSWORD);
            }
            return new TestCertificate(
                    pem("CERTIFICATE", keys.getCertificate("server").getEncoded()),
                    pem("PRIVATE KEY", keys.getKey("server", PASSWORD).getEncoded()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /// As `server.crt` and `server.key`, which PostgreSQL takes only if nobody else may read it.
    public void write(Path folder) throws IOException {
        Files.writeString(folder.resolve("server.crt"), certificate);
        Path file = Files.createFile(folder.resolve("server.key"));
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        Files.writeString(file, key);
    }

    private static void generate(String host, Path store) throws IOException {
        Process keytool =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "keytool")
                                        .toString(),
                                "-genkeypair",
                                "-alias",
                                "server",
                                "-keyalg",
                                "EC",
                                "-dname",
                                "CN=" + host,
                                "-ext",
                                "san=dns:" + host,
                                "-storetype",
                                "PKCS12",
                                "-keystore",
                                store.toString(),
                                "-storepass",
                                new String(PASSWORD))
                        .redirectErrorStream(true)
                        .start();
        String words = new String(keytool.getInputStream().readAllBytes());
        if (!Files.exists(store)) {
            throw new IllegalStateException(words);
        }
    }

    private static String pem(String kind, byte[] content) {
        String lines = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(content);
        return "-----BEGIN %s-----\n%s\n-----END %s-----\n".formatted(kind, lines, kind);
    }
}

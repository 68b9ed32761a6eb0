package io.godwit.copy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.godwit.common.migration.DatabaseSpec;
import io.godwit.common.migration.FailureCode;
import io.godwit.common.migration.MigrationException;
import io.godwit.common.migration.Server;
import io.godwit.common.migration.SslMode;
import io.godwit.common.migration.TableFilter;
import io.godwit.common.testing.OwnPostgres;
import io.godwit.common.testing.TestCertificate;
import io.godwit.common.testing.TestPostgres;
import io.godwit.copy.testing.Rehearsal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// A source that lets nobody in without SSL. The file that `PGSSLROOTCERT` names is the tests' own.
class EncryptedSourceTest {
    private static final String DATABASE = "encrypted";
    private static final int ROWS = 50_000;
    private static final TestCertificate CERTIFICATE = TestCertificate.of("localhost");
    private static final Path ROOT = Path.of(System.getenv("PGSSLROOTCERT"));
    private static OwnPostgres source;

    @BeforeAll
    static void start() throws IOException {
        Files.createDirectories(ROOT.getParent());
        source = OwnPostgres.encrypting(CERTIFICATE);
        source.server().execute("postgres", "CREATE DATABASE " + DATABASE);
        source.server()
                .execute(
                        DATABASE,
                        "CREATE TABLE narrow (id int PRIMARY KEY, t text)",
                        "INSERT INTO narrow SELECT n, md5(n::text) FROM generate_series(1, "
                                + ROWS
                                + ") n",
                        "CREATE TABLE wide AS SELECT n, decode(repeat(md5(n::text), 100000), 'hex')"
                                + " AS b FROM generate_series(1, 5) n",
                        "CREATE VIEW seen AS SELECT id FROM narrow");
    }

    @AfterAll
    static void stop() throws IOException {
        Files.deleteIfExists(ROOT);
        source.close();
    }

    @Test
    void aCertificateOfNobodysIsGoodEnoughForRequire() throws IOException {
        Files.deleteIfExists(ROOT);
        assertMigrates(SslMode.REQUIRE);
    }

    @Test
    void aKnownAuthorityAndTheRightNameAreGoodEnoughForVerifyFull() throws IOException {
        Files.writeString(ROOT, CERTIFICATE.certificate());
        assertMigrates(SslMode.VERIFY_FULL);
    }

    @Test
    void rowsTravelInLargePiecesThoughTheyAreEncrypted() throws Exception {
        Files.deleteIfExists(ROOT);
        clear();
        AtomicInteger pieces = new AtomicInteger();
        try (Rehearsal rehearsal = rehearsal("localhost", SslMode.REQUIRE)) {
            rehearsal.prepare();
            rehearsal.context().onProgress(pieces::incrementAndGet);
            rehearsal.copyAndBuild();
            // The end of the binary form is a message too.
            assertThat(rehearsal.context().rows()).isBetween((long) ROWS, ROWS + 1L);
            assertThat(pieces.get()).isLessThan(ROWS / 10);
            rehearsal.undo();
        }
    }

    @Test
    void withoutTheAuthoritysFileVerificationIsRefused() throws IOException {
        Files.deleteIfExists(ROOT);
        assertRefused("localhost", SslMode.VERIFY_FULL, FailureCode.SSL_REFUSED);
        assertRefused("localhost", SslMode.VERIFY_CA, FailureCode.SSL_REFUSED);
    }

    @Test
    void aStrangersCertificateIsRefused() throws IOException {
        Files.writeString(ROOT, TestCertificate.of("localhost").certificate());
        assertRefused("localhost", SslMode.VERIFY_FULL, FailureCode.SSL_REFUSED);
        assertRefused("localhost", SslMode.VERIFY_CA, FailureCode.SSL_REFUSED);
    }

    @Test
    void aCertificateOfAnotherNameIsRefused() throws IOException {
        Files.writeString(ROOT, CERTIFICATE.certificate());
        assertRefused("127.0.0.1", SslMode.VERIFY_FULL, FailureCode.SSL_REFUSED);
    }

    @Test
    void withoutEncryptionTheServerRefuses() {
        assertRefused("localhost", SslMode.DISABLE, FailureCode.AUTHENTICATION_FAILED);
    }

    private static void assertMigrates(SslMode mode) {
        clear();
        try (Rehearsal rehearsal = rehearsal("localhost", mode)) {
            rehearsal.migrate();
        } catch (Exception e) {
            throw new AssertionError(e);
        }
        for (String table : new String[] {"narrow", "wide", "seen"}) {
            String digest =
                    "SELECT count(*) || md5(string_agg(t::text, ',' ORDER BY t::text)) FROM "
                            + table
                            + " t";
            assertThat(TestPostgres.target().value(DATABASE, digest))
                    .isEqualTo(source.server().value(DATABASE, digest));
        }
    }

    private static void clear() {
        TestPostgres.target()
                .execute("postgres", "DROP DATABASE IF EXISTS " + DATABASE + " WITH (FORCE)");
    }

    private static void assertRefused(String host, SslMode mode, FailureCode code) {
        try (Rehearsal rehearsal = rehearsal(host, mode)) {
            assertThatThrownBy(rehearsal::prepare)
                    .isInstanceOfSatisfying(
                            MigrationException.class,
                            refused ->
                                    assertThat(refused.failure().code())
                                            .as("%s", refused.failure())
                                            .isEqualTo(code));
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    private static Rehearsal rehearsal(String host, SslMode mode) {
        Server reached =
                new Server(
                        host, source.server().server().port(), "postgres", "postgres", mode, null);
        return new Rehearsal(
                "encrypted",
                new DatabaseSpec(DATABASE, DATABASE, TableFilter.ALL),
                false,
                source.server(),
                reached,
                TestPostgres.target().server());
    }
}

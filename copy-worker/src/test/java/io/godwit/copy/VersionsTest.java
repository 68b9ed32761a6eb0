package io.godwit.copy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.godwit.common.migration.FailureCode;
import io.godwit.common.migration.MigrationException;
import io.godwit.common.testing.OwnPostgres;
import io.godwit.common.testing.TestPostgres;
import io.godwit.common.testing.VersionScript;
import io.godwit.copy.testing.Rehearsal;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Every version that is supported, as a source and as a target, on real servers.
class VersionsTest {
    private static final String DATABASE = "versions";
    private static OwnPostgres newest;

    @BeforeAll
    static void start() {
        newest = OwnPostgres.ofVersion("18");
    }

    @AfterAll
    static void stop() throws Exception {
        newest.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"9.6", "10", "11", "12", "13", "14"})
    void anOlderSourceMigratesToThisVersionAndToTheNewest(String version) throws Exception {
        try (OwnPostgres source = OwnPostgres.ofVersion(version)) {
            VersionScript.run(source.server(), DATABASE, version);
            for (TestPostgres target : List.of(TestPostgres.target(), newest.server())) {
                assertMigrates(source.server(), target, version);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"16", "17"})
    void aNewerTargetTakesASourceOfTheToolsVersion(String version) throws Exception {
        try (OwnPostgres source = OwnPostgres.ofVersion("15");
                OwnPostgres target = OwnPostgres.ofVersion(version)) {
            VersionScript.run(source.server(), DATABASE, "15");
            assertMigrates(source.server(), target.server(), "15");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"18"})
    void aSourceNewerThanTheToolsIsRefusedInClearWords(String version) throws Exception {
        newest.server().execute("postgres", "CREATE DATABASE too_new");
        try (Rehearsal rehearsal = Rehearsal.between(newest.server(), newest.server(), "too_new")) {
            assertThatThrownBy(rehearsal::prepare)
                    .isInstanceOfSatisfying(
                            MigrationException.class,
                            refused -> {
                                assertThat(refused.failure().code())
                                        .isEqualTo(FailureCode.CLIENT_TOOLS_MISSING);
                                assertThat(refused.failure().message())
                                        .contains("pg_dump and pg_restore of version " + version)
                                        .contains("found were 15 in ");
                            });
        }
    }

    private static void assertMigrates(TestPostgres source, TestPostgres target, String version)
            throws Exception {
        VersionScript.clear(target, DATABASE);
        try (Rehearsal rehearsal = Rehearsal.between(source, target, DATABASE)) {
            rehearsal.migrate();
            assertThat(rehearsal.notices())
                    .isEqualTo(
                            VersionScript.hasOids(version)
                                    ? List.of("TABLE_OIDS_NOT_MOVED")
                                    : List.of());
        }
        VersionScript.assertEqual(source, target, DATABASE, version);
    }
}

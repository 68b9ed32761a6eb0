package io.godwit.validator.rules.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.godwit.common.migration.RuleStatus;
import io.godwit.common.postgres.ServerVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Versions that no server here has, and programs that are not installed here.
class VersionRulesTest {
    @ParameterizedTest
    @CsvSource({"90426,FAILED", "90500,SUCCEEDED", "90624,SUCCEEDED", "180001,SUCCEEDED"})
    void theSourceIsNotOlderThan95(int source, RuleStatus status) {
        assertThat(SourceVersion.judge(new ServerVersion(source)).status()).isEqualTo(status);
    }

    @ParameterizedTest
    @CsvSource({
        "90526,90624,SUCCEEDED",
        "90624,90526,FAILED",
        "150012,150002,SUCCEEDED",
        "160001,150012,FAILED",
        "90624,150012,SUCCEEDED"
    })
    void theTargetsMajorVersionIsNotOlder(int source, int target, RuleStatus status) {
        assertThat(
                        TargetVersion.judge(new ServerVersion(source), new ServerVersion(target))
                                .status())
                .isEqualTo(status);
    }

    @Test
    void theNewestCompletePairOfProgramsIsUsed(@TempDir Path folder) throws IOException {
        install(folder.resolve("14"), "14.3", "pg_dump", "pg_restore");
        install(folder.resolve("9.6"), "9.6.24", "pg_dump", "pg_restore");
        install(folder.resolve("17"), "17.2", "pg_dump");
        List<Path> folders =
                List.of(folder.resolve("9.6"), folder.resolve("14"), folder.resolve("17"));

        Optional<ClientTools> newest = ClientTools.newest(folders);

        assertThat(newest).map(ClientTools::folder).contains(folder.resolve("14"));
        assertThat(ClientToolsFit.judge(newest, new ServerVersion(140_001)).status())
                .isEqualTo(RuleStatus.SUCCEEDED);
        assertThat(ClientToolsFit.judge(newest, new ServerVersion(150_001)).status())
                .isEqualTo(RuleStatus.FAILED);
        assertThat(ClientToolsFit.judge(Optional.empty(), new ServerVersion(90_600)).action())
                .contains("version 9.6 or later");
    }

    private static void install(Path folder, String version, String... programs)
            throws IOException {
        Files.createDirectories(folder);
        for (String program : programs) {
            Path script = folder.resolve(program);
            Files.writeString(
                    script, "#!/bin/sh\necho '" + program + " (PostgreSQL) " + version + "'\n");
            Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwxr-xr-x"));
        }
    }
}

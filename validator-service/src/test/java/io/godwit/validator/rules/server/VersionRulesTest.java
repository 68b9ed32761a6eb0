package io.godwit.validator.rules.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.godwit.common.migration.RuleStatus;
import io.godwit.common.postgres.ClientTools;
import io.godwit.common.postgres.ClientTools.Tools;
import io.godwit.common.postgres.ServerVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Versions that no server here has, and programs that are not installed here.
class VersionRulesTest {
    @ParameterizedTest
    @CsvSource({"90524,FAILED", "90600,SUCCEEDED", "90624,SUCCEEDED", "180001,SUCCEEDED"})
    void theSourceIsNotOlderThan96(int source, RuleStatus status) {
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
    void programsThatAreOlderThanTheSourceOrMissingFail(@TempDir Path folder) throws IOException {
        install(folder, "14.3", "pg_dump", "pg_restore");
        List<Tools> installed = new ClientTools(folder).installed();

        assertThat(ClientToolsFit.judge(installed, new ServerVersion(140_001)).status())
                .isEqualTo(RuleStatus.SUCCEEDED);
        assertThat(ClientToolsFit.judge(installed, new ServerVersion(150_001)).status())
                .isEqualTo(RuleStatus.FAILED);
        assertThat(ClientToolsFit.judge(List.of(), new ServerVersion(90_600)).action())
                .contains("version 9.6 or later");
    }

    @Test
    void aProgramWithoutItsPartnerDoesNotCount(@TempDir Path folder) throws IOException {
        install(folder, "17.2", "pg_dump");

        assertThat(new ClientTools(folder).installed()).isEmpty();
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

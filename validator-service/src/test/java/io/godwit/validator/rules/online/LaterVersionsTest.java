package io.godwit.validator.rules.online;

import static org.assertj.core.api.Assertions.assertThat;

import io.godwit.common.migration.RuleStatus;
import io.godwit.common.postgres.ServerVersion;
import io.godwit.validator.rules.ServerProfile;
import io.godwit.validator.rules.Setting;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Versions and values beside those that the tests on servers have.
class LaterVersionsTest {
    private static Setting setting(String name, String value) {
        return new Setting(name, value, null, false, false, "default");
    }

    @ParameterizedTest
    @CsvSource({"90624,FAILED", "100000,SUCCEEDED", "180001,SUCCEEDED"})
    void changesAreFollowedFromVersion10On(int version, RuleStatus status) {
        assertThat(OnlineVersion.judge(new ServerVersion(version)).status()).isEqualTo(status);
    }

    @Test
    void aManagedServersSettingIsChangedInItsParameterGroup() {
        var found =
                IdleSlotTimeout.judge(
                        ServerProfile.AMAZON, setting("idle_replication_slot_timeout", "60"));

        assertThat(found.fixes()).isEmpty();
        assertThat(found.action()).startsWith("In the parameter group of the source");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "pgoutput, test_decoding|SUCCEEDED",
                "test_decoding|FAILED",
                "\"a, b\",pgoutput|SUCCEEDED"
            })
    void thePluginMustBeAllowed(String allowed, RuleStatus status) {
        var found =
                OutputPlugin.judge(
                        ServerProfile.SELF_MANAGED, setting("output_plugin_libraries", allowed));

        assertThat(found.status()).isEqualTo(status);
        if (status == RuleStatus.FAILED) {
            assertThat(found.fixes().getFirst().sql())
                    .startsWith(
                            "ALTER SYSTEM SET output_plugin_libraries = 'test_decoding',"
                                    + " 'pgoutput';");
        }
    }

    @ParameterizedTest
    @CsvSource({"on,SUCCEEDED", "off,FAILED"})
    void aStandbyIsFollowedOnlyWithFeedback(String feedback, RuleStatus status) {
        assertThat(
                        StandbyDecoding.judge(
                                        ServerProfile.SELF_MANAGED,
                                        setting("hot_standby_feedback", feedback))
                                .status())
                .isEqualTo(status);
    }
}

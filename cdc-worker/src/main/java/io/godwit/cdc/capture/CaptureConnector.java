package io.godwit.cdc.capture;

import java.util.List;
import java.util.Map;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.connect.connector.Task;
import org.apache.kafka.connect.source.SourceConnector;

/// What Debezium's engine hosts: one task, which hands on what the slot says as it came. Public
/// because the engine makes it by its name.
public final class CaptureConnector extends SourceConnector {
    static final String SESSION = "godwit.capture.session";

    private Map<String, String> settings = Map.of();

    @Override
    public void start(Map<String, String> given) {
        settings = Map.copyOf(given);
    }

    @Override
    public Class<? extends Task> taskClass() {
        return CaptureTask.class;
    }

    @Override
    public List<Map<String, String>> taskConfigs(int maximum) {
        return List.of(settings);
    }

    @Override
    public void stop() {
        settings = Map.of();
    }

    @Override
    public ConfigDef config() {
        return new ConfigDef()
                .define(
                        SESSION,
                        ConfigDef.Type.STRING,
                        ConfigDef.Importance.HIGH,
                        "The capture session that the task belongs to.");
    }

    @Override
    public String version() {
        return "1";
    }
}

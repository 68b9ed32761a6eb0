package io.godwit.e2e;

import io.godwit.broker.LoopbackPort;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/// The embedded default in a JVM of its own.
final class Standalone implements AutoCloseable {
    private final Jvm jvm;
    private final Api api;

    Standalone(Path folder, Map<String, String> more) {
        int port = LoopbackPort.find();
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("godwit.standalone.data", folder.resolve("data").toString());
        settings.put("godwit.gateway.port", Integer.toString(port));
        settings.putAll(more);
        this.jvm = Jvm.ofModule("standalone", folder, settings);
        this.api = new Api(port);
    }

    Standalone start() {
        jvm.start();
        api.awaitReady(jvm);
        return this;
    }

    Api api() {
        return api;
    }

    Jvm jvm() {
        return jvm;
    }

    @Override
    public void close() {
        jvm.close();
    }
}

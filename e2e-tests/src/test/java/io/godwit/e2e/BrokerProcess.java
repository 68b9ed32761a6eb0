package io.godwit.e2e;

import io.godwit.broker.EmbeddedBroker;
import java.nio.file.Path;

/// The broker alone in a JVM: `BrokerProcess <folder> <port>`.
final class BrokerProcess {
    private BrokerProcess() {}

    public static void main(String[] arguments) throws InterruptedException {
        EmbeddedBroker broker =
                EmbeddedBroker.start(Path.of(arguments[0]), Integer.parseInt(arguments[1]));
        Runtime.getRuntime().addShutdownHook(new Thread(broker::close));
        Thread.currentThread().join();
    }
}

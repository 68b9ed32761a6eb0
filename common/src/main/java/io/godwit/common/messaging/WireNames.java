package io.godwit.common.messaging;

import io.godwit.common.migration.CdcCommand;
import io.godwit.common.migration.MigrationEvent;
import io.godwit.common.migration.MigrationRequest;
import io.godwit.common.migration.Telemetry;
import io.godwit.common.migration.WorkerCommand;
import java.util.Arrays;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The names that messages carry on the wire. A class may be renamed, a wire name never: a test
/// holds the list and fails if one changes or is missing.
public final class WireNames {
    private static final Map<String, Class<?>> BY_NAME =
            Stream.of(
                            MigrationRequest.class,
                            MigrationEvent.class,
                            WorkerCommand.ValidatorCommand.class,
                            WorkerCommand.CopyCommand.class,
                            CdcCommand.class,
                            Telemetry.class)
                    .flatMap(root -> Arrays.stream(root.getPermittedSubclasses()))
                    .collect(Collectors.toUnmodifiableMap(WireNames::of, Function.identity()));

    private WireNames() {}

    /// The wire name of a message class: its simple name in kebab case.
    public static String of(Class<?> message) {
        return message.getSimpleName()
                .replaceAll("(?<=[a-z])(?=[A-Z])", "-")
                .toLowerCase(java.util.Locale.ROOT);
    }

    /// The class of that wire name, or null if this version does not know it.
    static @Nullable Class<?> classOf(String name) {
        return BY_NAME.get(name);
    }

    static Map<String, Class<?>> all() {
        return BY_NAME;
    }
}

package io.godwit.common.messaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.godwit.common.migration.Envelope;
import io.godwit.common.migration.MigrationEvent;
import io.godwit.common.migration.MigrationEvent.MigrationCanceled;
import io.godwit.common.migration.MigrationRequest;
import io.godwit.common.migration.Samples;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.json.JsonMapper;

class WireCodecTest {
    private static final Path GOLDEN = Path.of("src/test/resources/wire");

    static List<Object> messages() {
        return Samples.all();
    }

    @Test
    void thereIsASampleOfEveryMessage() {
        assertThat(messages().stream().map(Object::getClass).toList())
                .containsExactlyInAnyOrderElementsOf(WireNames.all().values());
    }

    @ParameterizedTest
    @MethodSource("messages")
    void whatWasEncodedIsDecodedUnchanged(Object message) {
        Envelope<?> envelope = envelope(message);

        assertThat(WireCodec.decode(WireCodec.encode(envelope), message.getClass()))
                .isEqualTo(java.util.Optional.of(envelope));
    }

    /// The golden files are logs that exist. If this fails, a released log cannot be read any more:
    /// make the new shape read the old one; do not touch the file.
    @ParameterizedTest
    @MethodSource("messages")
    void theGoldenFileOfEachMessageStillReads(Object message) throws IOException {
        Path file = GOLDEN.resolve(WireNames.of(message.getClass()) + "/v1.json");

        assertThat(WireCodec.decode(Files.readAllBytes(file), message.getClass()))
                .isEqualTo(java.util.Optional.of(envelope(message)));
    }

    static List<Object> grown() {
        return Samples.grown();
    }

    @ParameterizedTest
    @MethodSource("grown")
    void theSecondGoldenFileOfAMessageThatHasGrownReads(Object message) throws IOException {
        Path file = GOLDEN.resolve(WireNames.of(message.getClass()) + "/v2.json");

        assertThat(WireCodec.decode(Files.readAllBytes(file), message.getClass()))
                .isEqualTo(java.util.Optional.of(envelope(message)));
    }

    @Test
    void fieldsOfALaterVersionAreIgnored() {
        byte[] later =
                """
                {"type":"cancel-requested","id":"1","causation":null,"correlation":"m",
                 "at":"2026-01-01T00:00:00Z","shade":"blue",
                 "payload":{"keepTarget":true,"run":3,"mood":"good"}}\
                """
                        .getBytes(StandardCharsets.UTF_8);

        assertThat(WireCodec.decode(later, MigrationEvent.class).orElseThrow().payload())
                .isEqualTo(new MigrationEvent.CancelRequested(true, 3));
    }

    @Test
    void aTypeOfALaterVersionIsPassedOver() {
        byte[] later =
                """
                {"type":"moon-landed","id":"1","correlation":"m","at":"2026-01-01T00:00:00Z"}\
                """
                        .getBytes(StandardCharsets.UTF_8);

        assertThat(WireCodec.decode(later, MigrationEvent.class)).isEmpty();
    }

    @Test
    void aMessageOfAnotherKindIsPassedOver() {
        byte[] event = WireCodec.encode(envelope(new MigrationCanceled()));

        assertThat(WireCodec.decode(event, MigrationRequest.class)).isEmpty();
    }

    @Test
    void whatIsNotAMessageIsRefused() {
        assertThatThrownBy(() -> WireCodec.decode(new byte[] {1, 2, 3}, MigrationEvent.class))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static Envelope<Object> envelope(Object message) {
        return new Envelope<>(
                "id-1", "cause-1", "m", Instant.parse("2026-01-01T00:00:00Z"), message);
    }

    /// Writes golden files for messages that have none yet: run once after adding a message.
    static void main() throws IOException {
        for (Object message : messages()) {
            write(message, "/v1.json");
        }
        for (Object message : grown()) {
            write(message, "/v2.json");
        }
        Files.write(
                GOLDEN.resolve("names.txt"),
                Stream.concat(
                                Files.exists(GOLDEN.resolve("names.txt"))
                                        ? Files.readAllLines(GOLDEN.resolve("names.txt")).stream()
                                        : Stream.empty(),
                                WireNames.all().keySet().stream())
                        .distinct()
                        .sorted()
                        .toList());
    }

    private static void write(Object message, String version) throws IOException {
        Path file = GOLDEN.resolve(WireNames.of(message.getClass()) + version);
        if (Files.notExists(file)) {
            Files.createDirectories(file.getParent());
            JsonMapper json = JsonMapper.shared();
            Files.writeString(
                    file,
                    json.writerWithDefaultPrettyPrinter()
                                    .writeValueAsString(
                                            json.readTree(WireCodec.encode(envelope(message))))
                            + "\n");
        }
    }
}

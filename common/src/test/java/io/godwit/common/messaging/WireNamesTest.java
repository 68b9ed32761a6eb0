package io.godwit.common.messaging;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class WireNamesTest {
    /// A name in this list is in somebody's log for ever. Add new ones; never change or remove one.
    @Test
    void everyMessageHasTheWireNameThatTheLogsKnow() throws IOException {
        List<String> known = Files.readAllLines(Path.of("src/test/resources/wire/names.txt"));

        assertThat(WireNames.all().keySet()).containsExactlyInAnyOrderElementsOf(known);
    }
}

package io.godwit.cdc.duties;

import static org.assertj.core.api.Assertions.assertThat;

import io.godwit.common.messaging.Topics;
import io.godwit.common.messaging.WireCodec;
import io.godwit.common.migration.Envelope;
import io.godwit.common.migration.MigrationEvent;
import io.godwit.common.migration.MigrationEvent.CaptureRequested;
import io.godwit.common.migration.MigrationEvent.FollowingStopped;
import io.godwit.common.migration.WorkRef;
import java.time.Instant;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;

class AnswersTest {
    private static final WorkRef CAPTURE = new WorkRef("m", "stream/0/capture", 1, 1, "d", 1);
    private static final DatabaseKey DATABASE = new DatabaseKey("m", "d");
    private final Answers answers = new Answers();

    private void told(MigrationEvent event) {
        byte[] value = WireCodec.encode(new Envelope<>("id", null, "m", Instant.EPOCH, event));
        answers.on(new ConsumerRecord<>(Topics.EVENTS, 0, 0, "m", value));
    }

    /// The process that was to open the snapshot was killed behind the slot: the slot is captured
    /// before anything was answered.
    @Test
    void captureThatIsAskedForBeforeAnyAnswerIsNoTrouble() {
        told(new CaptureRequested(CAPTURE));

        assertThat(answers.followingStopped(DATABASE)).isFalse();
    }

    @Test
    void whatIsCapturedAgainIsFollowedAgain() {
        told(new FollowingStopped("d"));
        assertThat(answers.followingStopped(DATABASE)).isTrue();

        told(new CaptureRequested(CAPTURE));

        assertThat(answers.followingStopped(DATABASE)).isFalse();
    }
}

package io.godwit.copy.schema;

import static org.assertj.core.api.Assertions.assertThat;

import io.godwit.copy.schema.ClientProgram.Outcome;
import java.util.List;
import org.junit.jupiter.api.Test;

class RestoreErrorsTest {
    private static final String COMPLAINTS =
            """
            pg_restore: while PROCESSING TOC:
            pg_restore: from TOC entry 6; 2615 2200 SCHEMA public postgres
            pg_restore: error: could not execute query: FEHLER:  Schema »public« existiert bereits
            Command was: CREATE SCHEMA "public";


            pg_restore: from TOC entry 3302; 2606 1 FK CONSTRAINT b b_a_fkey postgres
            pg_restore: error: could not execute query: ERROR:  violates foreign key
            DETAIL:  Key (a)=(7) is not present in table "a".
            Command was: ALTER TABLE ONLY "b"
                ADD CONSTRAINT "b_a_fkey" FOREIGN KEY ("a") REFERENCES "a"("id");


            pg_restore: warning: errors ignored on restore: 2
            """;

    @Test
    void everyErrorIsReadWithItsEntryWordsAndCommand() {
        RestoreErrors read = RestoreErrors.read(new Outcome(1, COMPLAINTS.lines().toList()));
        assertThat(read.finished()).isTrue();
        assertThat(read.accounted()).isTrue();
        assertThat(read.errors()).hasSize(2);
        assertThat(HarmlessErrors.of(read.errors().getFirst(), true)).isPresent();
        RestoreError second = read.errors().getLast();
        assertThat(second.entry()).isEqualTo(3302);
        assertThat(second.words()).contains("Key (a)=(7)");
        assertThat(second.command()).startsWith("ALTER TABLE ONLY").contains("REFERENCES");
        assertThat(HarmlessErrors.of(second, true)).isEmpty();
    }

    @Test
    void anEndBeforeItsTimeIsNotTakenForAnEnd() {
        List<String> lost = List.of("pg_restore: error: could not execute query: no connection");
        assertThat(RestoreErrors.read(new Outcome(1, lost)).finished()).isFalse();
    }

    @Test
    void aLostConnectionIsKnownThoughEveryStatementSeemsToBeRefused() {
        List<String> lost =
                List.of(
                        "pg_restore: from TOC entry 7; 2606 1 FK CONSTRAINT b b_a_fkey postgres",
                        "pg_restore: error: could not execute query: FATAL:  Verbindung wird beendet",
                        "server closed the connection unexpectedly",
                        "\tThis probably means the server terminated abnormally",
                        "pg_restore: error: could not execute query: no connection to the server",
                        "Command was: ALTER TABLE x",
                        "pg_restore: warning: errors ignored on restore: 2");
        Outcome outcome = new Outcome(1, lost);

        assertThat(RestoreErrors.read(outcome).finished()).isTrue();
        assertThat(outcome.connectionLost()).isTrue();
        assertThat(new Outcome(1, COMPLAINTS.lines().toList()).connectionLost()).isFalse();
    }

    @Test
    void anErrorThatCannotBeReadIsNotOverlooked() {
        List<String> garbled = List.of("pg_restore: warning: errors ignored on restore: 1");
        assertThat(RestoreErrors.read(new Outcome(1, garbled)).accounted()).isFalse();
    }

    @Test
    void nothingSaidIsNothingWrong() {
        RestoreErrors read = RestoreErrors.read(new Outcome(0, List.of()));
        assertThat(read.finished()).isTrue();
        assertThat(read.accounted()).isTrue();
        assertThat(read.errors()).isEmpty();
    }
}

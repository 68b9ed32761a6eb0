package io.godwit.common.migration;

import static org.assertj.core.api.Assertions.assertThat;

import io.godwit.common.migration.WorkIds.Kind;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class WorkIdsTest {
    /// In logs that are kept: none of these texts may ever change.
    static Stream<Arguments> names() {
        return Stream.of(
                Arguments.of(WorkIds.VALIDATE_SERVERS, "validate/servers", Kind.VALIDATION),
                Arguments.of(WorkIds.validateDatabase(4), "validate/database/4", Kind.VALIDATION),
                Arguments.of(WorkIds.ROLES, "roles", Kind.ROLES),
                Arguments.of(WorkIds.TIDY, "tidy", Kind.TIDYING),
                Arguments.of(WorkIds.undo(1), "undo", Kind.UNDO),
                Arguments.of(WorkIds.undo(2), "undo/2", Kind.UNDO),
                Arguments.of(WorkIds.prepare(4), "database/4/prepare", Kind.PREPARATION),
                Arguments.of(WorkIds.copy(4, 5), "database/4/copy/5", Kind.COPY),
                Arguments.of(WorkIds.index(4, 5), "database/4/index/5", Kind.INDEXES),
                Arguments.of(WorkIds.finish(4), "database/4/finish", Kind.FINISH),
                Arguments.of(WorkIds.compare(4, 5), "database/4/compare/5", Kind.COMPARISON),
                Arguments.of(WorkIds.swap(4), "database/4/swap", Kind.SWAP),
                Arguments.of(WorkIds.capture(4), "stream/4/capture", Kind.STREAM),
                Arguments.of(WorkIds.apply(4), "stream/4/apply", Kind.STREAM),
                Arguments.of(WorkIds.unfollow(4), "stream/4/unfollow", Kind.STREAM),
                Arguments.of(WorkIds.unfence(4, 2, 1), "stream/4/unfence/2", Kind.STREAM),
                Arguments.of(WorkIds.unfence(4, 2, 3), "stream/4/unfence/2/3", Kind.STREAM),
                Arguments.of(WorkIds.resume(4), "database/4/resume", Kind.COPY),
                Arguments.of(WorkIds.keys(4), "database/4/keys", Kind.FINISH),
                Arguments.of(WorkIds.checkDrift(4, 2), "cutover/4/2/drift", Kind.STREAM),
                Arguments.of(WorkIds.checkDriftAgain(4, 2), "cutover/4/2/drift/again", Kind.STREAM),
                Arguments.of(WorkIds.proveAfter(4, 2), "cutover/4/2/compare/unproven", Kind.STREAM),
                Arguments.of(WorkIds.mark(4, 2), "cutover/4/2/mark", Kind.STREAM),
                Arguments.of(WorkIds.settle(4, 2), "cutover/4/2/settle", Kind.STREAM),
                Arguments.of(WorkIds.compareAfter(4, 2, 5), "cutover/4/2/compare/5", Kind.STREAM),
                Arguments.of(WorkIds.swapAfter(4, 2), "cutover/4/2/swap", Kind.STREAM),
                Arguments.of(WorkIds.planComparison(3, 4), "comparison/3/4/plan", Kind.OTHER),
                Arguments.of(WorkIds.compareSchema(3, 4), "comparison/3/4/schema", Kind.OTHER),
                Arguments.of(
                        WorkIds.compareRemainder(3, 4), "comparison/3/4/remainder", Kind.OTHER),
                Arguments.of(WorkIds.comparePiece(3, 4, 6), "comparison/3/4/piece/6", Kind.OTHER));
    }

    @ParameterizedTest
    @MethodSource("names")
    void aNameIsWhatTheLogHasAndTellsItsKind(String name, String inTheLog, Kind kind) {
        assertThat(name).isEqualTo(inTheLog);
        assertThat(WorkIds.kind(name)).isEqualTo(kind);
    }

    @ParameterizedTest
    @CsvSource({"database", "database/4", "database/4/else", "else", "''"})
    void workThatALaterVersionNamesIsOfNoKnownKind(String name) {
        assertThat(WorkIds.kind(name)).isEqualTo(Kind.OTHER);
    }

    @Test
    void aNameTellsWhatItBelongsTo() {
        assertThat(WorkIds.cutoverOf(WorkIds.mark(4, 12))).isEqualTo(12);
        assertThat(WorkIds.comparisonOf(WorkIds.comparePiece(13, 4, 6))).isEqualTo(13);
        assertThat(WorkIds.isOf(1, WorkIds.compareSchema(1, 4))).isTrue();
        assertThat(WorkIds.isOf(1, WorkIds.compareSchema(11, 4))).isFalse();
        assertThat(WorkIds.prepare(1)).startsWith(WorkIds.of(1));
        assertThat(WorkIds.prepare(11)).doesNotStartWith(WorkIds.of(1));
        assertThat(WorkIds.swapAfter(1, 2)).startsWith(WorkIds.cutover(1, 2));
        assertThat(WorkIds.swapAfter(1, 22)).doesNotStartWith(WorkIds.cutover(1, 2));
    }

    @Test
    void dutiesAndPiecesAreKnownByTheirNames() {
        assertThat(WorkIds.isCapture(WorkIds.capture(0))).isTrue();
        assertThat(WorkIds.isCapture(WorkIds.apply(0))).isFalse();
        assertThat(WorkIds.isApply(WorkIds.apply(0))).isTrue();
        assertThat(WorkIds.isApply(WorkIds.capture(0))).isFalse();
        assertThat(WorkIds.isPiece(WorkIds.comparePiece(1, 0, 2))).isTrue();
        assertThat(WorkIds.isPiece(WorkIds.compareRemainder(1, 0))).isFalse();
    }

    @Test
    void onlyComparingWaitsForOthersDuringACutover() {
        assertThat(WorkIds.hurried(WorkIds.mark(0, 1))).isTrue();
        assertThat(WorkIds.hurried(WorkIds.swapAfter(0, 1))).isTrue();
        assertThat(WorkIds.hurried(WorkIds.compareAfter(0, 1, 0))).isFalse();
        assertThat(WorkIds.hurried(WorkIds.copy(0, 0))).isFalse();
    }
}

package io.godwit.copy.schema;

import static org.assertj.core.api.Assertions.assertThat;

import io.godwit.copy.schema.TableOfContents.Entry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PreDataStagesTest {
    @TempDir private Path folder;

    private final List<String> lines = new ArrayList<>();

    @Test
    void tablesThatNeedNothingOfEachOtherAreDealtOut() throws IOException {
        entry(1, "1247 7 TYPE public mood owner");
        tables(2, 101, 1);
        entry(102, "1259 102 VIEW public v owner", 2, 3);

        PreDataStages stages = PreDataStages.of(contents(), 4);

        assertThat(numbers(stages.before())).containsExactly(1);
        assertThat(stages.sideBySide()).hasSize(2);
        assertThat(stages.sideBySide().stream().flatMap(some -> numbers(some).stream()))
                .containsExactlyInAnyOrderElementsOf(
                        IntStream.rangeClosed(2, 101).boxed().toList());
        assertThat(numbers(stages.after())).containsExactly(102);
    }

    @Test
    void aTableThatNeedsAnotherComesAfterIt() throws IOException {
        tables(1, 100);
        entry(101, "1259 101 TABLE public child owner", 1);
        tables(102, 103);

        PreDataStages stages = PreDataStages.of(contents(), 2);

        assertThat(numbers(stages.after())).containsExactly(101);
    }

    @Test
    void tablesAreDrawnForwardOnlyBehindWhatTheyNeed() throws IOException {
        entry(1, "1259 1 TABLE public row_type owner");
        entry(2, "1255 2 FUNCTION public f(row_type) owner", 1);
        entry(3, "1259 3 VIEW public v owner", 1);
        tables(4, 103, 2);

        PreDataStages stages = PreDataStages.of(contents(), 2);

        assertThat(numbers(stages.before())).startsWith(1, 2);
        assertThat(stages.sideBySide()).hasSize(2);
    }

    @Test
    void whatAttachesATableIsNoTable() throws IOException {
        tables(1, 100);
        IntStream.rangeClosed(101, 200)
                .forEach(n -> entry(n, "0 0 TABLE ATTACH public p" + n + " owner", n - 100));

        PreDataStages stages = PreDataStages.of(contents(), 2);

        assertThat(numbers(stages.after()))
                .containsExactlyElementsOf(IntStream.rangeClosed(101, 200).boxed().toList());
    }

    @Test
    void fewTablesAreLeftToOneSession() throws IOException {
        tables(1, 99);

        PreDataStages stages = PreDataStages.of(contents(), 8);

        assertThat(stages.sideBySide()).isEmpty();
        assertThat(numbers(stages.before())).hasSize(99);
        assertThat(stages.after().isEmpty()).isTrue();
    }

    @Test
    void whateverAnArchiveHoldsIsMadeOnceAndAfterWhatItNeeds() throws IOException {
        for (long seed = 0; seed < 2_000; seed++) {
            lines.clear();
            SplittableRandom random = new SplittableRandom(seed);
            int size = random.nextInt(400);
            for (int number = 1; number <= size; number++) {
                randomEntry(number, random);
            }
            TableOfContents all = contents();

            PreDataStages stages = PreDataStages.of(all, 1 + random.nextInt(8));

            Set<Integer> made = new HashSet<>();
            made = after(seed, made, List.of(stages.before()));
            made = after(seed, made, stages.sideBySide());
            made = after(seed, made, List.of(stages.after()));
            assertThat(made).as("seed %d", seed).hasSize(size);
        }
    }

    /// What is made after these, which may see nothing of each other.
    private static Set<Integer> after(
            long seed, Set<Integer> before, List<TableOfContents> together) {
        Set<Integer> all = new HashSet<>(before);
        for (TableOfContents one : together) {
            Set<Integer> seen = new HashSet<>(before);
            for (Entry entry : one.entries()) {
                assertThat(seen).as("seed %d, %s", seed, entry).containsAll(entry.needs());
                seen.add(entry.number());
                assertThat(all.add(entry.number())).as("seed %d, %s", seed, entry).isTrue();
            }
        }
        return all;
    }

    private void randomEntry(int number, SplittableRandom random) {
        int[] needs = random.ints(random.nextInt(3), 0, number).filter(need -> need > 0).toArray();
        switch (random.nextInt(10)) {
            case 0 -> entry(number, "1255 %d FUNCTION s f owner".formatted(number), needs);
            case 1 -> entry(number, "0 0 COMMENT s TABLE t owner", needs);
            case 2 -> entry(number, "1259 %d TABLE s t owner".formatted(number), needs);
            default -> entry(number, "1259 %d TABLE s t owner".formatted(number));
        }
    }

    private void tables(int first, int last, int... needs) {
        IntStream.rangeClosed(first, last)
                .forEach(n -> entry(n, "1259 %d TABLE public t%d owner".formatted(n, n), needs));
    }

    private void entry(int number, String rest, int... needs) {
        lines.add(number + "; " + rest);
        if (needs.length > 0) {
            lines.add(
                    ";\tdepends on: "
                            + String.join(
                                    " ", IntStream.of(needs).mapToObj(String::valueOf).toList()));
        }
    }

    private TableOfContents contents() throws IOException {
        Path list = folder.resolve("list");
        Files.write(list, lines);
        return TableOfContents.read(list);
    }

    private static List<Integer> numbers(TableOfContents contents) {
        return contents.entries().stream().map(Entry::number).toList();
    }
}

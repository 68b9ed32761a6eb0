package io.godwit.copy.schema;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// What `pg_restore --list --verbose` says is in an archive. Only the leading numbers are read:
/// names may hold anything.
final class TableOfContents {
    private static final Pattern LINE = Pattern.compile("(\\d+); (\\d+) (\\d+) (.*)");
    private static final String DEPENDENCIES = ";\tdepends on:";

    /// The OID of `pg_class`, the same everywhere.
    private static final long CLASSES = 1259;

    private final List<Entry> entries;

    /// @param object what it makes; of catalog 0 if it belongs to another entry, as comments do
    /// @param title the kind of object, then names
    record Entry(int number, CatalogObject object, String title, Set<Integer> needs, String line) {
        /// An annotation of another object: a comment, a grant, an attachment.
        boolean annotates() {
            return object.catalog() == 0;
        }

        /// Not a view, a foreign table, or what attaches a table to another.
        boolean makesTable() {
            return object.catalog() == CLASSES && title.startsWith("TABLE ");
        }
    }

    private TableOfContents(List<Entry> entries) {
        this.entries = entries;
    }

    static TableOfContents read(Path list) throws IOException {
        List<Entry> entries = new ArrayList<>();
        for (String line : Files.readAllLines(list, StandardCharsets.ISO_8859_1)) {
            Matcher matcher = LINE.matcher(line);
            if (matcher.matches()) {
                entries.add(entry(matcher, line));
            } else if (line.startsWith(DEPENDENCIES) && !entries.isEmpty()) {
                for (String need : line.substring(DEPENDENCIES.length()).strip().split(" ", -1)) {
                    entries.getLast().needs().add(Integer.parseInt(need));
                }
            }
        }
        return new TableOfContents(entries);
    }

    private static Entry entry(Matcher matcher, String line) {
        return new Entry(
                Integer.parseInt(matcher.group(1)),
                new CatalogObject(
                        Long.parseLong(matcher.group(2)), Long.parseLong(matcher.group(3))),
                matcher.group(4),
                new HashSet<>(),
                line);
    }

    List<Entry> entries() {
        return entries;
    }

    /// Without the entries that `leftOut` names and whatever annotates them.
    TableOfContents without(Predicate<Entry> leftOut) {
        Set<Integer> gone = new HashSet<>();
        entries.stream().filter(leftOut).forEach(entry -> gone.add(entry.number()));
        entries.stream()
                .filter(entry ->
                        entry.annotates() && entry.needs().stream().anyMatch(gone::contains))
                .toList()
                .forEach(entry -> gone.add(entry.number()));
        return new TableOfContents(
                entries.stream().filter(entry -> !gone.contains(entry.number())).toList());
    }

    /// Without what makes a table own one of these sequences.
    TableOfContents withoutOwners(Set<CatalogObject> sequences) {
        Set<Integer> freed =
                entries.stream()
                        .filter(entry -> sequences.contains(entry.object()))
                        .map(Entry::number)
                        .collect(Collectors.toSet());
        return withoutOnly(entry ->
                entry.title().startsWith("SEQUENCE OWNED BY ")
                        && entry.needs().stream().anyMatch(freed::contains));
    }

    /// Without exactly the entries that `leftOut` names.
    TableOfContents withoutOnly(Predicate<Entry> leftOut) {
        return new TableOfContents(entries.stream().filter(leftOut.negate()).toList());
    }

    /// Exactly the entries that `kept` names.
    TableOfContents only(Predicate<Entry> kept) {
        return withoutOnly(kept.negate());
    }

    boolean isEmpty() {
        return entries.isEmpty();
    }

    /// Writes a list that `pg_restore --use-list` takes.
    void write(Path list) throws IOException {
        Files.write(list, entries.stream().map(Entry::line).toList(), StandardCharsets.ISO_8859_1);
    }
}

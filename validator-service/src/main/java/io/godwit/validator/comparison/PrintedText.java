package io.godwit.validator.comparison;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A definition as a server prints it, read so far that the same definition is recognized when it
/// was printed, dumped, restored and printed again. Only these differ then:
///
/// - a cast of an array that is spelled out is pushed to its elements: `(ARRAY['a'::varchar,
///   …])::text[]`, which is what `IN ('a', …)` is printed as, is `ARRAY[('a'::varchar)::text, …]`
///   the next time;
/// - `((a AND b) AND c)`, which is what `BETWEEN` makes, is `(a AND b AND c)` the next time; so
///   with `OR`. Only a first operand is flattened;
/// - before version 11 a trigger executes a `PROCEDURE`;
/// - from version 16 on, columns of a view of one relation are printed without its name.
///
/// Everything else counts: every cast, every other parenthesis, every name.
final class PrintedText {
    private static final Pattern TOKEN =
            Pattern.compile(
                    "(?:[EBX]|U&)?'(?:[^']|'')*'|(?:U&)?\"(?:[^\"]|\"\")*\"|::"
                            + "|[\\p{L}_][\\p{L}\\p{N}_$]*|[0-9.]*[0-9](?:[eE][+-]?[0-9]+)?"
                            + "|[-+*/<>=~!@#%^&|`?]+|\\S");

    private static final Pattern TYPE = Pattern.compile("[\\p{L}_\".].*");
    private static final Pattern MODIFIER = Pattern.compile("[-0-9,]+");

    /// A word, or what stands in parentheses or brackets.
    private sealed interface Part {
        record Word(String text) implements Part {}

        record Group(String opening, List<Part> parts) implements Part {
            boolean isParenthesis() {
                return opening.equals("(");
            }

            boolean has(String word) {
                return parts.contains(new Word(word));
            }
        }
    }

    private final List<String> words;

    private PrintedText(List<String> words) {
        this.words = words;
    }

    static PrintedText of(String text) {
        List<String> words = new ArrayList<>();
        write(rewritten(new Reader(text).all()), words);
        return new PrintedText(words);
    }

    boolean sameAs(PrintedText other) {
        return words.equals(other.words);
    }

    /// @param unqualified the view of one relation as a server from version 16 on prints it; this
    ///   one is an earlier server's
    boolean sameViewAs(PrintedText unqualified) {
        List<String> others = unqualified.words;
        String relation = null;
        int other = 0;
        for (int own = 0; own < words.size(); own++, other++) {
            if (isQualifier(own) && !unqualified.is(other + 1, ".")) {
                if (relation != null && !relation.equals(words.get(own))) {
                    return false;
                }
                relation = words.get(own);
                own += 2;
            }
            if (other >= others.size() || !words.get(own).equals(others.get(other))) {
                return false;
            }
        }
        return other == others.size();
    }

    private boolean isQualifier(int index) {
        return index + 2 < words.size() && is(index + 1, ".") && isName(words.get(index));
    }

    private static boolean isName(String word) {
        return word.startsWith("\"") || Character.isLetter(word.charAt(0)) || word.startsWith("_");
    }

    private boolean is(int index, String word) {
        return index < words.size() && words.get(index).equals(word);
    }

    private static void write(List<Part> parts, List<String> words) {
        for (Part part : parts) {
            switch (part) {
                case Part.Word word -> words.add(word.text());
                case Part.Group group -> {
                    words.add(group.opening());
                    write(group.parts(), words);
                    words.add(group.isParenthesis() ? ")" : "]");
                }
            }
        }
    }

    private static List<Part> rewritten(List<Part> parts) {
        List<Part> inner = new ArrayList<>();
        for (Part part : parts) {
            Part made = part;
            if (part instanceof Part.Group group) {
                made = new Part.Group(group.opening(), rewritten(group.parts()));
            }
            inner.add(procedure(inner, made));
        }
        return flattened(pushed(inner));
    }

    private static Part procedure(List<Part> before, Part part) {
        boolean executed =
                part.equals(new Part.Word("PROCEDURE"))
                        && !before.isEmpty()
                        && before.getLast().equals(new Part.Word("EXECUTE"));
        return executed ? new Part.Word("FUNCTION") : part;
    }

    /// `((a AND b) AND c)` as `(a AND b AND c)`.
    private static List<Part> flattened(List<Part> parts) {
        if (parts.size() > 2
                && parts.getFirst() instanceof Part.Group first
                && first.isParenthesis()
                && parts.get(1) instanceof Part.Word word
                && (word.text().equals("AND") || word.text().equals("OR"))
                && chained(first, word.text())) {
            List<Part> flat = new ArrayList<>(first.parts());
            flat.addAll(parts.subList(1, parts.size()));
            return flat;
        }
        return parts;
    }

    private static boolean chained(Part.Group group, String operator) {
        return group.has(operator) && !group.has(operator.equals("AND") ? "OR" : "AND");
    }

    /// `(ARRAY[a, b])::text[]` as `ARRAY[(a)::text, (b)::text]`.
    private static List<Part> pushed(List<Part> parts) {
        List<Part> made = new ArrayList<>();
        for (int i = 0; i < parts.size(); i++) {
            int end = endOfArrayType(parts, i + 1);
            if (end > 0
                    && parts.get(i) instanceof Part.Group cast
                    && cast.isParenthesis()
                    && isArray(cast.parts())) {
                made.addAll(castElements(cast.parts(), parts.subList(i + 1, end - 1)));
                i = end - 1;
            } else {
                made.add(parts.get(i));
            }
        }
        return made;
    }

    private static boolean isArray(List<Part> parts) {
        return parts.size() == 2
                && parts.getFirst().equals(new Part.Word("ARRAY"))
                && parts.get(1) instanceof Part.Group elements
                && !elements.isParenthesis();
    }

    /// @return behind `::type[]`, which begins at `from`; 0 if that is not what stands there
    private static int endOfArrayType(List<Part> parts, int from) {
        if (from >= parts.size() || !parts.get(from).equals(new Part.Word("::"))) {
            return 0;
        }
        for (int i = from + 1; i < parts.size(); i++) {
            switch (parts.get(i)) {
                case Part.Word word when TYPE.matcher(word.text()).matches() -> {}
                case Part.Group group when group.isParenthesis() && isModifier(group) -> {}
                case Part.Group group when !group.isParenthesis() && group.parts().isEmpty() -> {
                    return i + 1;
                }
                default -> {
                    return 0;
                }
            }
        }
        return 0;
    }

    private static boolean isModifier(Part.Group group) {
        return group.parts().stream()
                .allMatch(part ->
                        part instanceof Part.Word word && MODIFIER.matcher(word.text()).matches());
    }

    /// @param cast with its `::`, without the brackets
    private static List<Part> castElements(List<Part> array, List<Part> cast) {
        List<Part> elements = ((Part.Group) array.get(1)).parts();
        List<Part> made = new ArrayList<>();
        List<Part> element = new ArrayList<>();
        for (Part part : elements) {
            if (part.equals(new Part.Word(","))) {
                made.addAll(cast(element, cast));
                made.add(part);
                element.clear();
            } else {
                element.add(part);
            }
        }
        if (!element.isEmpty()) {
            made.addAll(cast(element, cast));
        }
        return List.of(array.getFirst(), new Part.Group("[", made));
    }

    private static List<Part> cast(List<Part> element, List<Part> cast) {
        if (isArray(element)) {
            return castElements(element, cast);
        }
        List<Part> made = new ArrayList<>();
        made.add(new Part.Group("(", List.copyOf(element)));
        made.addAll(cast);
        return made;
    }

    private static final class Reader {
        private final Matcher tokens;
        private String closing = "";
        private boolean ended;

        Reader(String text) {
            this.tokens = TOKEN.matcher(text);
        }

        /// Whatever closes what was not opened stays a word: nothing is passed over.
        List<Part> all() {
            List<Part> all = new ArrayList<>(parts());
            while (!ended) {
                all.add(new Part.Word(closing));
                all.addAll(parts());
            }
            return all;
        }

        /// Until the group, or the text, ends.
        private List<Part> parts() {
            List<Part> parts = new ArrayList<>();
            while (tokens.find()) {
                String token = tokens.group();
                switch (token) {
                    case "(", "[" -> parts.add(new Part.Group(token, parts()));
                    case ")", "]" -> {
                        closing = token;
                        return parts;
                    }
                    default -> parts.add(new Part.Word(token));
                }
            }
            ended = true;
            return parts;
        }
    }
}

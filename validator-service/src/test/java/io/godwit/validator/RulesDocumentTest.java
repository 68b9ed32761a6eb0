package io.godwit.validator;

import static org.assertj.core.api.Assertions.assertThat;

import io.godwit.common.migration.RuleLevel;
import io.godwit.common.postgres.ClientTools;
import io.godwit.validator.rules.Rule;
import io.godwit.validator.rules.RuleDescription;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/// `docs/validation.md` has every rule, as the rule describes itself.
class RulesDocumentTest {
    private static final Path DOCUMENT = Path.of("../docs/validation.md");
    private static final String BEGIN = "<!-- rules: written by RulesDocumentTest -->\n";
    private static final String END = "<!-- end of rules -->\n";
    private static final List<Rule> RULES = AllRules.of(new ClientTools(null));

    @Test
    void theDocumentSaysWhatTheRulesSay() throws IOException {
        String document = Files.readString(DOCUMENT);

        assertThat(document).contains(BEGIN + rules() + END);
    }

    @Test
    void everyRuleSaysWhatItMeansAndWhatToDo() {
        assertThat(RULES)
                .allSatisfy(rule -> {
                    assertThat(rule.about().code()).matches("[A-Z][A-Z_]+");
                    assertThat(rule.about().name()).isNotBlank();
                    assertThat(rule.about().meaning()).as(rule.about().code()).endsWith(".");
                    assertThat(rule.about().remedy()).as(rule.about().code()).endsWith(".");
                });
        assertThat(RULES).extracting(rule -> rule.about().code()).doesNotHaveDuplicates();
    }

    private static String rules() {
        return section("## Rules about the servers", RuleLevel.SERVER, false)
                + section("## Rules about each database", RuleLevel.DATABASE, false)
                + section("## Rules about the servers, online only", RuleLevel.SERVER, true)
                + section("## Rules about each database, online only", RuleLevel.DATABASE, true);
    }

    private static String section(String title, RuleLevel level, boolean online) {
        return RULES.stream()
                .filter(rule -> rule.level() == level && rule.about().onlineOnly() == online)
                .map(rule -> text(rule.about()))
                .collect(Collectors.joining("", title + "\n\n", ""));
    }

    private static String text(RuleDescription about) {
        String aliases =
                about.aliases().isEmpty()
                        ? ""
                        : " · alias "
                                + about.aliases().stream()
                                        .map(String::valueOf)
                                        .collect(Collectors.joining(", "));
        return """
        **`%s`** · %s · %s%s
        %s.
        *If not:* %s *Remedy:* %s

        """
                .formatted(
                        about.code(),
                        about.side(),
                        about.severity(),
                        aliases,
                        about.name(),
                        about.meaning(),
                        about.remedy());
    }

    /// Writes the rules into the document: run after one was added or reworded.
    static void main() throws IOException {
        String document = Files.readString(DOCUMENT);
        int begin = document.indexOf(BEGIN) + BEGIN.length();
        Files.writeString(
                DOCUMENT,
                document.substring(0, begin) + rules() + document.substring(document.indexOf(END)));
    }
}

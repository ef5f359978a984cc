package dev.loupe;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The words of {@code docs/vocabulary.yml}: listed in the glossary. */
class VocabularyTest {
    private static final Path ROOT = Path.of(System.getProperty("loupe.root"));
    private static final Path GLOSSARY = ROOT.resolve("docs/glossary.md");
    private static final String BEGIN = "<!-- vocabulary: written by make golden from vocabulary.yml -->\n";
    private static final String END = "<!-- /vocabulary -->\n";

    record Term(String use, List<String> examples, List<Pattern> patterns, String reason) {
        static Term of(JsonNode rule) {
            return new Term(
                    rule.path("expected").asText(),
                    rule.path("specs")
                            .valueStream()
                            .map(spec -> spec.path("from").asText())
                            .toList(),
                    rule.path("patterns")
                            .valueStream()
                            .map(pattern -> pattern(pattern.asText()))
                            .toList(),
                    rule.path("prh").asText());
        }

        /** A regular expression in the form that JavaScript has it, {@code /word/i}. */
        private static Pattern pattern(String script) {
            int end = script.lastIndexOf('/');
            assertThat(script.substring(end)).as(script).isEqualTo("/i");
            return Pattern.compile(script.substring(1, end), Pattern.CASE_INSENSITIVE);
        }

        Stream<String> in(String prose) {
            return patterns.stream()
                    .flatMap(pattern -> pattern.matcher(prose).results())
                    .map(found -> found.group() + " (use: " + use + ")");
        }
    }

    private static List<Term> terms() throws IOException {
        JsonNode file =
                new YAMLMapper().readTree(ROOT.resolve("docs/vocabulary.yml").toFile());
        return file.path("rules").valueStream().map(Term::of).toList();
    }

    @Test
    void glossaryListsTheWordsOfTheLinter() throws IOException {
        StringBuilder table = new StringBuilder("\n| use | not | because |\n|---|---|---|\n");
        for (Term term : terms()) {
            table.append("| %s | %s | %s |\n".formatted(term.use(), String.join(", ", term.examples()), term.reason()));
        }
        String page = Files.readString(GLOSSARY);
        int begin = page.indexOf(BEGIN) + BEGIN.length();
        String expected = page.substring(0, begin)
                + "<!-- textlint-disable prh -->\n" + table + "\n<!-- textlint-enable prh -->\n"
                + page.substring(page.indexOf(END));
        Golden.compare(GLOSSARY, expected);
    }

    @Test
    void everyWordHasAnExampleThatItsPatternFinds() throws IOException {
        for (Term term : terms()) {
            assertThat(term.examples()).as(term.use()).isNotEmpty().allSatisfy(example -> assertThat(term.in(example))
                    .isNotEmpty());
        }
    }
}

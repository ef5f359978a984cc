package dev.loupe;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The words of {@code docs/vocabulary.yml}: listed in the glossary, absent from comments and texts of the main sources. */
class VocabularyTest {
    private static final Path ROOT = Path.of(System.getProperty("loupe.root"));
    private static final Path GLOSSARY = ROOT.resolve("docs/glossary.md");
    private static final String BEGIN = "<!-- vocabulary: written by make golden from vocabulary.yml -->\n";
    private static final String END = "<!-- /vocabulary -->\n";

    /** Comments, text blocks, strings; characters are matched so that a quote in one begins no string. */
    private static final Pattern PROSE = Pattern.compile(
            """
            /\\*.*?\\*/|//[^\\n]*|\"""\\R.*?(?<!\\\\)\"""|"(?:\\\\.|[^"\\\\\\n])*+"|'(?:\\\\.|[^'\\\\])'""",
            Pattern.DOTALL);

    /** Texts that are not about Loupe: what a model reads or writes, and Java's members. */
    private static final Map<String, String> EXEMPT = Map.of(
            "src/serve/src/main/java/dev/loupe/serve/model/", "prompts and generated texts",
            "src/serve/src/main/java/dev/loupe/serve/fault/MessageFaults.java", "a text of the model",
            "src/core/src/main/java/dev/loupe/probe/TypicalValues.java", "prompts",
            "src/core/src/main/java/dev/loupe/chat/GemmaPrompts.java", "prompts",
            "src/core/src/main/java/dev/loupe/connection/ConnectionFailures.java",
                    "a connection is refused; the text begins after it",
            "src/core/src/main/java/dev/loupe/diff/compare/ClientComparison.java", "members of Java types");

    private static final Pattern CODE = Pattern.compile("\\{@\\w+[^}]*}|`[^`]*`|@(?:param|see|throws) \\S+");

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
        if ("rewrite".equals(System.getProperty("loupe.golden"))) {
            Files.writeString(GLOSSARY, expected);
        }
        assertThat(Files.readString(GLOSSARY))
                .as("docs/glossary.md, which make golden rewrites")
                .isEqualTo(expected);
    }

    @Test
    void everyWordHasAnExampleThatItsPatternFinds() throws IOException {
        for (Term term : terms()) {
            assertThat(term.examples()).as(term.use()).isNotEmpty().allSatisfy(example -> assertThat(term.in(example))
                    .isNotEmpty());
        }
    }

    @Test
    void everyTypeHasANameOfItsOwn() throws IOException {
        Map<String, List<Path>> byName = mainSources().stream()
                .filter(source -> !source.endsWith("package-info.java"))
                .collect(Collectors.groupingBy(source -> source.getFileName().toString()));
        assertThat(byName.values()).allSatisfy(sources -> assertThat(sources).hasSize(1));
    }

    private static List<String> prose(String java) {
        return PROSE.matcher(java)
                .results()
                .map(MatchResult::group)
                .filter(text -> !text.startsWith("\"") || text.indexOf(' ') >= 0) // a name is no prose
                .map(text -> CODE.matcher(text).replaceAll(""))
                .toList();
    }

    private static List<Path> mainSources() throws IOException {
        List<Path> sources = new ArrayList<>();
        try (Stream<Path> modules = Files.list(ROOT.resolve("src"))) {
            for (Path folder : modules.map(module -> module.resolve("src/main/java"))
                    .filter(Files::isDirectory)
                    .toList()) {
                try (Stream<Path> files = Files.walk(folder)) {
                    files.filter(file -> file.toString().endsWith(".java")).forEach(sources::add);
                }
            }
        }
        return sources;
    }

    @Test
    void commentsAndTextsOfTheSourcesUseTheWords() throws IOException {
        List<String> found = new ArrayList<>();
        List<Term> terms = terms();
        List<Path> sources = mainSources();
        assertThat(EXEMPT.keySet()).allMatch(path -> Files.exists(ROOT.resolve(path)), "exists");
        for (Path source : sources) {
            if (EXEMPT.keySet().stream().anyMatch(path -> source.startsWith(ROOT.resolve(path)))) {
                continue;
            }
            for (String prose : prose(Files.readString(source))) {
                terms.stream()
                        .flatMap(term -> term.in(prose))
                        .forEach(word -> found.add(ROOT.relativize(source) + ": " + word));
            }
        }
        assertThat(found).isEmpty();
    }
}

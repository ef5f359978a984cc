package dev.loupe.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Pages and files for the community: links lead to files, and workflows call targets that exist. */
class PagesTest {
    private static final Pattern LINK = Pattern.compile("]\\(([^)#\\s]+)(#[^)]*)?\\)");
    private static final Pattern CODE = Pattern.compile("(?ms)^```.*?^```|`[^`\\n]*`");

    private static List<Path> pages() throws IOException {
        List<Path> pages = new ArrayList<>();
        for (String folder : List.of("", "docs", "openapi", ".github")) {
            try (Stream<Path> files = Files.list(Path.of(folder))) {
                files.filter(file -> file.toString().endsWith(".md")).sorted().forEach(pages::add);
            }
        }
        return pages;
    }

    @Test
    void everyLinkOfAPageLeadsToAFile() throws IOException {
        List<String> broken = new ArrayList<>();
        int links = 0;
        for (Path page : pages()) {
            String text = CODE.matcher(Files.readString(page)).replaceAll("");
            for (MatchResult link : LINK.matcher(text).results().toList()) {
                String target = link.group(1);
                links++;
                if (!target.contains("://") && !Files.exists(page.resolveSibling(target))) {
                    broken.add(page + " -> " + target);
                }
            }
        }
        assertThat(broken).isEmpty();
        assertThat(links).isGreaterThan(40);
    }

    @Test
    void workflowsCallTargetsThatExistAndLeastRights() throws IOException {
        String makefile = Files.readString(Path.of("Makefile"));
        for (Path file : List.of(Path.of(".github/workflows/check.yml"), Path.of(".github/workflows/release.yml"))) {
            JsonNode workflow = new YAMLMapper().readTree(file.toFile());
            assertThat(workflow.has("permissions"))
                    .as(file + " states its rights")
                    .isTrue();
            for (JsonNode job : workflow.path("jobs")) {
                for (JsonNode step : job.path("steps")) {
                    String run = step.path("run").asText();
                    assertThat(run).as("no expression inside a script").doesNotContain("${{");
                    if (run.startsWith("make ")) {
                        assertThat(makefile)
                                .contains("\n" + run.substring("make ".length()).strip() + ":");
                    }
                }
            }
        }
    }

    @Test
    void issueFormsHaveWhatGitHubRequires() throws IOException {
        for (String form : List.of("false-positive", "new-check", "bug")) {
            JsonNode root = new YAMLMapper()
                    .readTree(Path.of(".github/ISSUE_TEMPLATE", form + ".yml").toFile());
            assertThat(root.path("name").asText()).isNotEmpty();
            assertThat(root.path("description").asText()).isNotEmpty();
            assertThat(root.path("body")).isNotEmpty().allSatisfy(field -> {
                assertThat(field.path("type").asText()).isIn("input", "textarea");
                assertThat(field.path("id").asText()).isNotEmpty();
                assertThat(field.at("/attributes/label").asText()).isNotEmpty();
            });
        }
    }
}

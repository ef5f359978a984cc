package dev.loupe.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The files that {@code loupe diff} writes: reports in {@code --out}, accepted changes in {@code --write-accept}. */
final class DiffOutputTest {
    @TempDir
    private Path folder;

    private static int run(Object... arguments) {
        String[] words = Stream.of(arguments).map(Object::toString).toArray(String[]::new);
        PrintWriter ignored = new PrintWriter(new StringWriter());
        return CommandRunner.run(ignored, ignored, words);
    }

    /** A spec whose request has one string property, with a limit. */
    private Path spec(String name, int maxLength) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        return Files.writeString(
                file,
                """
                {"openapi": "3.0.0", "info": {"title": "t", "version": "1"}, "paths": {"/x": {"post": {
                  "requestBody": {"content": {"application/json": {"schema": {"type": "object", "properties": {
                    "text": {"type": "string", "maxLength": %d}}}}}},
                  "responses": {"200": {"description": "x"}}}}}}"""
                        .formatted(maxLength));
    }

    @Test
    void aFailedComparisonLeavesNoEarlierReport() throws IOException {
        Path out = folder.resolve("out");
        assertThat(run("diff", spec("old.json", 9), spec("new.json", 9), "--out", out))
                .isZero();
        assertThat(out.resolve("diff.json")).exists();

        assertThat(run("diff", spec("old.json", 9), folder.resolve("missing.json"), "--out", out))
                .isEqualTo(2);
        try (Stream<Path> left = Files.list(out)) {
            assertThat(left).isEmpty();
        }
    }

    @Test
    void theReportOfAPairThatIsGoneIsDeleted() throws IOException {
        Path out = folder.resolve("out");
        for (String pair : List.of("a.json", "b.json")) {
            spec("old/" + pair, 9);
            spec("new/" + pair, 9);
        }
        assertThat(run("diff", folder.resolve("old"), folder.resolve("new"), "--out", out))
                .isZero();
        assertThat(out.resolve("pairs/b.json/diff.json")).exists();

        Files.delete(folder.resolve("old/b.json"));
        Files.delete(folder.resolve("new/b.json"));
        assertThat(run("diff", folder.resolve("old"), folder.resolve("new"), "--out", out))
                .isZero();
        assertThat(out.resolve("pairs/a.json/diff.json")).exists();
        assertThat(out.resolve("pairs/b.json/diff.json")).doesNotExist();
    }

    @Test
    void filesOfOthersAreLeft() throws IOException {
        Path out = Files.createDirectories(folder.resolve("out"));
        Path other = Files.writeString(out.resolve("notes.txt"), "mine");
        Path sameName = Files.writeString(out.resolve("diff.txt"), "mine, as there is no diff.json");
        assertThat(run("diff", spec("old.json", 9), folder.resolve("missing.json"), "--out", out))
                .isEqualTo(2);
        assertThat(other).exists();
        assertThat(sameName).exists();
    }

    @Test
    void writtenAcceptedChangesAcceptTheComparison() throws IOException {
        Path accepted = folder.resolve("accepted.yaml");
        Path old = spec("old.json", 9);
        Path next = spec("new.json", 5);
        assertThat(run("diff", old, next, "--write-accept", accepted)).isEqualTo(1);
        assertThat(accepted).content().contains("add the reason for accepting this (POST /x: ");
        assertThat(run("diff", old, next, "--accept", accepted)).isZero();

        Files.writeString(accepted, Files.readString(accepted).replaceFirst("reason: .*", "reason: \"agreed\""));
        assertThat(run("diff", old, next, "--accept", accepted, "--write-accept", accepted))
                .isZero();
        assertThat(accepted).content().contains("reason: \"agreed\"").doesNotContain("add the reason");
    }

    @Test
    void onlyChangesThatFailAreAccepted() throws IOException {
        Path accepted = folder.resolve("accepted.yaml");
        assertThat(run("diff", spec("old.json", 5), spec("new.json", 9), "--write-accept", accepted))
                .isZero();
        assertThat(accepted).content().endsWith("accepted: []\n");
        assertThat(run(
                        "diff",
                        spec("old.json", 5),
                        spec("new.json", 9),
                        "--write-accept",
                        accepted,
                        "--fail-on",
                        "any"))
                .isEqualTo(1);
        assertThat(accepted).content().contains("change: ");
    }

    @Test
    void theCodeQualityReportListsBreakingChanges() throws IOException {
        Path out = folder.resolve("out");
        assertThat(run("diff", spec("old.json", 9), spec("new.json", 5), "--out", out))
                .isEqualTo(1);
        JsonNode issues =
                new ObjectMapper().readTree(out.resolve("codequality.json").toFile());
        assertThat(issues).hasSize(1);
        assertThat(issues.at("/0/severity").asText()).isEqualTo("critical");
        assertThat(issues.at("/0/location/path").asText()).endsWith("new.json");
        assertThat(issues.at("/0/location/lines/begin").asInt()).isEqualTo(3);
        assertThat(issues.at("/0/fingerprint").asText()).isNotEmpty();
    }

    @Test
    void theExampleOfALevelWorks() throws IOException {
        StringWriter help = new StringWriter();
        CommandRunner.run(new PrintWriter(help), new PrintWriter(help), "diff", "--help");
        Matcher example = Pattern.compile("Example:(\\S+=info)\\.")
                .matcher(help.toString().replaceAll("\\s+", ""));
        assertThat(example.find()).isTrue();
        Path same = spec("same.json", 9);
        assertThat(run("diff", same, same, "--severity", example.group(1))).isEqualTo(0);
    }

    @Test
    void partsOfADocumentAreComparedWithIt() throws IOException {
        for (String side : List.of("old", "new")) {
            Files.createDirectories(folder.resolve(side));
            Files.writeString(
                    folder.resolve(side + "/openapi.yaml"),
                    """
                    openapi: 3.1.0
                    info: {title: t, version: "1"}
                    paths:
                      /a: {$ref: part.yaml}
                    """);
            Files.writeString(
                    folder.resolve(side + "/part.yaml"),
                    """
                    get:
                      parameters: [{name: q, in: query, required: %s, schema: {type: string}}]
                      responses: {"200": {description: fine}}
                    """
                            .formatted(side.equals("new")));
        }
        assertThat(run("diff", folder.resolve("old"), folder.resolve("old"))).isEqualTo(0);
        assertThat(run("lint", folder.resolve("old"))).isEqualTo(0);
        assertThat(run("diff", folder.resolve("old"), folder.resolve("new"))).isEqualTo(1);
        Files.writeString(folder.resolve("old/broken.yaml"), "paths: {}");
        Files.writeString(folder.resolve("new/broken.yaml"), "paths: {}");
        assertThat(run("diff", folder.resolve("old"), folder.resolve("old"))).isEqualTo(2);
    }
}

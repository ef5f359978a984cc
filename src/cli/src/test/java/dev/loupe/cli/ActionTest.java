package dev.loupe.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Executes the steps of action.yml with a fake GitHub environment. */
class ActionTest {
    private static final Path ROOT = Path.of(System.getProperty("loupe.root"));
    private static final Pattern EXPRESSION = Pattern.compile("\\$\\{\\{ *([^}]+?) *}}");

    @TempDir
    Path temp;

    private JsonNode action;
    private final Map<String, String> context = new LinkedHashMap<>();
    private String log = "";
    private int code;

    @BeforeEach
    void readAction() throws IOException {
        action = new YAMLMapper().readTree(ROOT.resolve("action.yml").toFile());
        action.path("inputs")
                .properties()
                .forEach(input -> context.put(
                        "inputs." + input.getKey(),
                        input.getValue().path("default").asText()));
        context.put("github.token", "fake");
        context.put("github.job", "job");
        program(
                "loupe",
                "exec '" + Path.of(System.getProperty("java.home"), "bin/java") + "' -XX:TieredStopAtLevel=1"
                        + " -XX:+UseSerialGC -cp '" + System.getProperty("java.class.path")
                        + "' 'dev.loupe.cli.StoppedRunTest$Loupe' \"$@\"");
        context.put("inputs.loupe", temp.resolve("bin/loupe").toString());
        Files.writeString(temp.resolve("event.json"), "{\n  \"number\": 7\n}\n");
    }

    /** Every file of docs/ci.md is YAML, and gives the action only inputs that it has. */
    @Test
    void thePageShowsWholeFilesAndTheInputsOfTheAction() throws IOException {
        int uses = 0;
        for (MatchResult block : Pattern.compile("(?ms)^```yaml\\n(.*?)^```")
                .matcher(Files.readString(ROOT.resolve("docs/ci.md")))
                .results()
                .toList()) {
            JsonNode file = new YAMLMapper().readTree(block.group(1));
            assertThat(file.isObject()).isTrue();
            if (block.group(1).contains("replay:")) {
                Path loupe = Files.writeString(temp.resolve("loupe.yaml"), block.group(1));
                assertThat(CiFile.read(loupe, Map.of("STAGING_URL", "http://localhost"))
                                .gates())
                        .hasSize(5);
            }
            for (JsonNode step : file.at("/jobs/contract/steps")) {
                if (step.path("uses").asText().startsWith("loupe/loupe@")) {
                    uses++;
                    step.path("with").fieldNames().forEachRemaining(input -> assertThat(context)
                            .containsKey("inputs." + input));
                }
            }
        }
        assertThat(uses).isEqualTo(2);
    }

    private void program(String name, String script) throws IOException {
        Path file = Files.createDirectories(temp.resolve("bin")).resolve(name);
        Files.writeString(file, "#!/bin/sh\n" + script + "\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private void run(String command, String... arguments) throws Exception {
        context.put("inputs.command", command);
        context.put("inputs.arguments", String.join("\n", arguments) + "\n");
        for (JsonNode step : action.at("/runs/steps")) {
            if (step.has("run") && (!step.path("if").asText().contains("inputs.comment") || comments())) {
                execute(step);
            }
        }
    }

    private boolean comments() {
        return "true".equals(context.get("inputs.comment"));
    }

    private void execute(JsonNode step) throws Exception {
        assertThat(step.path("run").asText())
                .as("no expression inside a script")
                .doesNotContain("${{");
        Path output = temp.resolve("output");
        Files.writeString(output, "");
        ProcessBuilder builder = new ProcessBuilder(
                "bash",
                "--noprofile",
                "--norc",
                "-eo",
                "pipefail",
                "-c",
                step.path("run").asText());
        builder.directory(ROOT.toFile()).redirectErrorStream(true);
        Map<String, String> environment = builder.environment();
        environment.put("GITHUB_ACTION_PATH", ROOT.toString());
        environment.put("GITHUB_OUTPUT", output.toString());
        environment.put("GITHUB_STEP_SUMMARY", temp.resolve("summary").toString());
        environment.put("GITHUB_EVENT_PATH", temp.resolve("event.json").toString());
        environment.put("GITHUB_REPOSITORY", "owner/repository");
        environment.put("RUNNER_TEMP", temp.toString());
        environment.put("PATH", temp.resolve("bin") + ":" + System.getenv("PATH"));
        step.path("env")
                .properties()
                .forEach(each ->
                        environment.put(each.getKey(), value(each.getValue().asText())));
        Path out = temp.resolve("log");
        code = builder.redirectOutput(out.toFile()).start().waitFor();
        log += Files.readString(out);
        Files.readAllLines(output)
                .forEach(line -> context.put(
                        "steps." + step.path("id").asText() + ".outputs." + line.substring(0, line.indexOf('=')),
                        line.substring(line.indexOf('=') + 1)));
    }

    private String value(String text) {
        return EXPRESSION.matcher(text).replaceAll((MatchResult found) -> {
            assertThat(context).as("the context of " + text).containsKey(found.group(1));
            return java.util.regex.Matcher.quoteReplacement(context.get(found.group(1)));
        });
    }

    private String output(String name) {
        return value(action.at("/outputs/" + name + "/value").asText());
    }

    @Test
    void recordingsThatConformPass() throws Exception {
        run("replay", "recordings/reference");
        assertThat(code).as(log).isZero();
        assertThat(output("verdict")).isEqualTo("pass");
        assertThat(log).contains("CONFORMANT").doesNotContain("::error");
        assertThat(temp.resolve("summary")).content().contains("CONFORMANT");
        assertThat(Path.of(output("sarif"))).exists();
        assertThat(Path.of(output("report")).resolve("junit.xml")).exists();
    }

    @Test
    void violationsFailAndTheBaselineAcceptsThem() throws Exception {
        run("replay", "recordings/aimlapi");
        assertThat(code).isEqualTo(1);
        assertThat(output("verdict")).isEqualTo("fail");
        assertThat(log).contains("::error title=usage.completion-counted,file=recordings/aimlapi/");
        assertThat(log.lines().filter(line -> line.startsWith("::error"))).hasSizeLessThanOrEqualTo(10);
        assertThat(temp.resolve("summary")).content().contains("NON-CONFORMANT");

        log = "";
        run("replay", "recordings/aimlapi", "--baseline", "conformance-baseline.yaml");
        assertThat(code).as(log).isZero();
        assertThat(output("verdict")).isEqualTo("pass");
        assertThat(log).doesNotContain("::error");
    }

    @Test
    void anInconclusiveRunFailsUnlessTheWorkflowAcceptsIt() throws Exception {
        Path recordings = Files.createDirectories(temp.resolve("my recordings"));
        Files.writeString(
                recordings.resolve("overload.json"),
                Files.readString(ROOT.resolve("recordings/reference/gemma-3-4b-it/error-400.json"))
                        .replaceFirst("\"status\" *: *400", "\"status\": 429")
                        .replace("\"400\"", "\"429\""));
        context.put("inputs.inconclusive", "fail");
        run("replay", recordings.toString());
        assertThat(output("verdict")).as(log).isEqualTo("inconclusive");
        assertThat(code).isEqualTo(3);
        assertThat(log).doesNotContain("::error");
        context.put("inputs.inconclusive", "pass");
        execute(action.at("/runs/steps").get(action.at("/runs/steps").size() - 1));
        assertThat(code).isZero();
    }

    @Test
    void wrongUseIsAnErrorAndNoVerdict() throws Exception {
        run("replay", "nothing-there");
        assertThat(code).isEqualTo(2);
        assertThat(output("verdict")).isEqualTo("error");
        assertThat(temp.resolve("summary")).content().contains("exit code 2");
    }

    @Test
    void oneCommentIsWrittenAndLaterUpdated() throws Exception {
        context.put("inputs.comment", "true");
        program("gh", "echo \"$@\" >>'" + temp.resolve("gh") + "'");
        run("diff", "openapi/gemma-3.json", "openapi/gemma-3n.json");
        assertThat(temp.resolve("gh")).content().contains("--method POST repos/owner/repository/issues/7/comments");
        assertThat(temp.resolve("loupe-comment.md")).content().startsWith("<!-- loupe-diff -->\n");

        program("gh", "case \"$*\" in *paginate*) echo 42 ;; *) echo \"$@\" >>'" + temp.resolve("gh") + "' ;; esac");
        execute(action.at("/runs/steps").get(2));
        assertThat(temp.resolve("gh")).content().contains("--method PATCH repos/owner/repository/issues/comments/42");
    }

    /** The token of a pull request from a fork may not write. */
    @Test
    void aCommentThatIsRejectedDoesNotFailTheJob() throws Exception {
        context.put("inputs.comment", "true");
        program("gh", "echo 'Resource not accessible by integration' >&2; exit 1");
        run("diff", "openapi/gemma-3.json", "openapi/gemma-3.json");
        assertThat(log).contains("Resource not accessible", "::warning title=loupe::the comment was not written");
        execute(action.at("/runs/steps").get(2));
        assertThat(code).isZero();
    }

    @Test
    void stepsOfOneCommandAreDistinguishedByTheirNames() throws Exception {
        context.put("inputs.comment", "true");
        program("gh", "exit 0");
        run("lint", "openapi/gemma-3.json");
        String unnamed = output("report");
        context.put("inputs.name", "gemma 3n/é");
        run("lint", "openapi/gemma-3n.json");
        assertThat(output("report")).isNotEqualTo(unnamed).endsWith("/loupe-lint-gemma-3n---");
        assertThat(Path.of(unnamed)).exists();
        assertThat(value("${{ steps.run.outputs.name }}")).isEqualTo("loupe-lint-gemma-3n---");
        assertThat(temp.resolve("loupe-comment.md")).content().startsWith("<!-- loupe-lint-gemma-3n--- -->\n");
    }
}

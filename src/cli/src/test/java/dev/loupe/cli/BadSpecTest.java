package dev.loupe.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Wrong specs, contracts and provider profiles: for each, the message states what to do and the exit code is never that of a verdict. */
class BadSpecTest extends BadInput {
    private static String spec(String schema) {
        return """
                {"openapi": "3.1.0", "info": {"title": "t", "version": "1"}, "paths": {"/v1/chat/completions": {"post": {
                 "requestBody": {"content": {"application/json": {"schema": {"type": "object", "properties": {"x":
                 %s}}}}}, "responses": {"200": {"description": "ok"}}}}}}"""
                .formatted(schema);
    }

    @Test
    void anExponentOfThirteenDigitsIsExplained() throws IOException {
        Path plain = write("plain.json", spec("{\"type\": \"integer\"}"));
        Path huge = write("huge.json", spec("{\"type\": \"integer\", \"maximum\": 1e9999999999999}"));
        assertThat(run("diff", plain.toString(), huge.toString())).isEqualTo(2);
        assertThat(output).contains("huge.json:3", "/properties/x/maximum", "a number has more than");
        assertThat(run("lint", huge.toString())).isEqualTo(2);
        Path recording = write("huge-number.json", GOOD.replace("1741000000", "1e9999999999999"));
        assertThat(run("replay", recording.toString())).isEqualTo(2);
        assertThat(output).contains("a number with more digits than the limit");
    }

    @TestFactory
    Stream<DynamicTest> aKeywordThatNoValidatorAcceptsIsLocated() {
        return Stream.of(
                        "{\"type\": \"string\", \"maxLength\": 9, \"pattern\": \"[\"}",
                        "{\"type\": \"array\", \"prefixItems\": 7}",
                        "{\"type\": \"number\", \"minimum\": \"x\"}",
                        "{\"type\": \"object\", \"patternProperties\": []}")
                .map(schema -> DynamicTest.dynamicTest(schema, () -> {
                    String keyword = schema.replaceAll(".*\"(\\w+)\": [^:]*", "$1");
                    Path plain = write("plain.json", spec("{\"type\": \"boolean\"}"));
                    Path bad = write("bad.json", spec(schema));
                    assertThat(run("diff", plain.toString(), bad.toString())).isEqualTo(2);
                    assertThat(output).contains("bad.json:3: at ", "/properties/x/" + keyword, "expected");
                }));
    }

    @Test
    void aDynamicRefIsNoInternalError() throws IOException {
        Path plain = write("plain.json", spec("{\"type\": \"boolean\"}"));
        Path dynamic = write("dynamic.json", spec("{\"$dynamicRef\": \"#missing\"}"));
        assertThat(run("diff", plain.toString(), dynamic.toString())).isLessThan(4);
        assertThat(run("diff", dynamic.toString(), plain.toString())).isLessThan(4);
    }

    @Test
    void anEndlessDeviceIsTooLarge() throws IOException {
        Path zero = Path.of("/dev/zero");
        assumeTrue(Files.exists(zero));
        Path plain = write("plain.json", spec("{\"type\": \"integer\"}"));
        assertThat(run("diff", zero.toString(), plain.toString())).isEqualTo(2);
        assertThat(output).contains("/dev/zero: is larger than");
    }

    @Test
    void aFileThatIsNotRegularIsNotOpened() throws IOException {
        Path plain = write("plain.json", spec("{\"type\": \"integer\"}"));
        Path pipe = plain.resolveSibling("pipe.json");
        try (ServerSocketChannel socket = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            socket.bind(UnixDomainSocketAddress.of(pipe));
            String file = pipe.toString();
            for (List<String> arguments : List.of(
                    List.of("lint", file),
                    List.of("diff", plain.toString(), file),
                    List.of("import", file, "--out", file + ".out"),
                    List.of("replay", file),
                    List.of("ci", "--config", file),
                    List.of("run", "--dry-run", "--contract", file),
                    List.of("run", "--dry-run", "--provider", file),
                    List.of("run", "--dry-run", "--baseline", file))) {
                assertThat(run(arguments.toArray(String[]::new)))
                        .as(arguments.getFirst())
                        .isEqualTo(2);
                assertThat(output)
                        .as(String.join(" ", arguments))
                        .contains("pipe.json", "neither a regular file nor a folder");
            }
            Path refers = write("refers.json", spec("{\"$ref\": \"pipe.json\"}"));
            assertThat(run("lint", refers.toString())).isEqualTo(3);
            assertThat(output).contains("pipe.json", "not a regular file");
        }
    }

    @Test
    void lintOfADocumentThatDescribesNothingIsInconclusive() throws IOException {
        Path nothing = write(
                "nothing.json",
                """
                {"openapi": "3.1.0", "info": {"title": "t", "version": "1"}, "paths": {}}
                """);
        assertThat(run("lint", nothing.toString())).isEqualTo(3);
        assertThat(output).contains("INCONCLUSIVE", "nothing.json describes no path, webhook or component");
    }

    @Test
    void aDryRunReadsTheFilesOfItsOptions() throws IOException {
        Path malformed = write("malformed.yaml", "a: [");
        for (String option : List.of("--provider", "--baseline")) {
            assertThat(run("run", "--dry-run", option, malformed.toString()))
                    .as(option)
                    .isEqualTo(2);
            assertThat(output).as(option).contains("malformed.yaml:1");
        }
    }

    @Test
    void anEmptyProfileIsExplained() throws IOException {
        Path recording = write("good.json", GOOD);
        Path profile = write("empty.yaml", "");
        assertThat(run("replay", recording.toString(), "--provider", profile.toString()))
                .isEqualTo(2);
        assertThat(output).contains("empty.yaml: empty; the document must be a mapping");
    }

    @Test
    void aFlagOfOpenApi30InASpecOf31CrashesNoRule() throws IOException {
        String flag = "{\"type\": \"number\", \"minimum\": 3, \"exclusiveMinimum\": true, \"default\": 3}";
        Path file = write("flag.json", spec(flag));
        assertThat(run("lint", file.toString(), "--checks", "lint.default-is-valid"))
                .isIn(0, 1);
        assertThat(output).contains("lint.default-is-valid").doesNotContain("crashed");
        Path plain = write("plain.json", spec("{\"type\": \"number\"}"));
        assertThat(run("diff", plain.toString(), file.toString())).isEqualTo(1);
    }

    @Test
    void anUnknownContractNameIsNotReplacedByAnotherContract() throws IOException {
        String file = write("other.json", GOOD.replace("\"provider\"", "\"contract\": \"gemma-9\", \"provider\""))
                .toString();
        assertThat(run("replay", file)).isEqualTo(2);
        assertThat(output)
                .contains("other.json:1: the recording names the contract gemma-9")
                .contains("--contract none");
        assertThat(run("replay", file, "--contract", "none")).isZero();
    }

    @Test
    void aContractWithoutChatCompletionsJudgesNoChatCompletion() throws IOException {
        String contract = write(
                        "other.yaml",
                        "{openapi: 3.0.3, info: {title: t, version: '1'}, paths: {/a: {get: {responses: {'200':"
                                + " {description: d}}}}}}")
                .toString();
        String health = GOOD.replace("v1/chat/completions", "health").replace("POST", "GET");
        assertThat(run("replay", write("good.json", GOOD).toString(), "--contract", contract))
                .isEqualTo(2);
        assertThat(output).contains("good.json:1: the contract other has no operation POST /v1/chat/completions");
        assertThat(run(
                        "replay",
                        write("two.ndjson", GOOD + "\n" + health + "\n").toString(),
                        "--contract",
                        contract))
                .isEqualTo(3);
    }

    @Test
    void aContractWithoutChatCompletionsCannotBeProbed() throws IOException {
        String contract = write(
                        "other.yaml",
                        "{openapi: 3.0.3, info: {title: t, version: '1'}, paths: {/a: {get: {responses: {'200':"
                                + " {description: d}}}}}}")
                .toString();
        assertThat(run("run", "--contract", contract)).isEqualTo(2);
        assertThat(output)
                .startsWith("loupe: the contract other cannot be probed: it has no POST operation")
                .doesNotContain("\tat ");
    }
}

package dev.loupe.openapi;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import dev.loupe.chat.ChatContracts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class DocumentTest {
    private static ContractException fault(String text, String source) {
        return catchThrowableOfType(ContractException.class, () -> Contracts.load(text, source));
    }

    /** A document with an array of 1,200 values; only as many as 1,000 of them may have one hash code. */
    private static String enumOf(IntFunction<String> value) {
        return IntStream.range(0, 1_200).mapToObj(value).collect(joining(",", "{\"openapi\":\"3.0.3\",\"x\":[", "]}"));
    }

    static Stream<Arguments> badInput() {
        StringBuilder bomb = new StringBuilder("x0: &x0 [x,x,x,x,x,x,x,x,x,x]\n");
        for (int i = 1; i < 8; i++) {
            String before = "*x" + (i - 1);
            bomb.append("x" + i + ": &x" + i + " [" + (before + ",").repeat(9) + before + "]\n");
        }
        return Stream.of(
                Arguments.of("empty.json", "  ", 0, "", "is empty"),
                Arguments.of("cut.json", "{\n \"openapi\": \"3.0.3\",\n \"paths\": {", 3, "/paths", "not valid JSON"),
                Arguments.of("twice.json", "{\"openapi\":\"3.0.3\",\n\"a\":1,\n\"a\":2}", 3, "/a", "Duplicate"),
                Arguments.of("more.json", "{\"openapi\":\"3.0.3\"}\n{}", 2, "", "text after the end"),
                Arguments.of("list.json", "[]", 1, "", "not an OpenAPI document"),
                Arguments.of("other.json", "{\"swagger\":\"2.0\"}", 1, "/swagger", "convert"),
                Arguments.of("page.html", "<html><body>Not found</body></html>", 1, "", "not an OpenAPI document"),
                Arguments.of("old.json", "{\"openapi\":\"2.9\"}", 1, "/openapi", "versions are 3.0, 3.1 and 3.2"),
                Arguments.of("huge.json", "{\"openapi\":\"3.0.3\",\n\"a\":1e999999999}", 2, "/a", "digits"),
                Arguments.of("deep.json", "{\"a\":".repeat(10_000) + "1" + "}".repeat(10_000), 0, "", "500 levels"),
                Arguments.of("deep.yaml", "[".repeat(10_000) + "]".repeat(10_000), 0, "", "500"),
                Arguments.of("tab.yaml", "openapi: 3.0.3\npaths:\n\t/x: {}", 3, "", "not valid YAML"),
                Arguments.of("twice.yaml", "openapi: 3.0.3\nx-a: 1\nx-a: 2", 3, "/x-a", "twice"),
                Arguments.of("self.yaml", "openapi: 3.0.3\nx-a: &a\n  b: *a", 2, "/x-a/b", "contains itself"),
                Arguments.of(
                        "decimals.json", enumOf(i -> "0.1111111111111111111111" + (10_000 + i)), 0, "/x", "same hash"),
                Arguments.of(
                        "integers.json",
                        enumOf(i -> "1000000000000000000000000000" + (10_000 + i)),
                        0,
                        "/x",
                        "same hash"),
                Arguments.of("longs.json", enumOf(i -> "" + ((long) i << 32 | i)), 0, "/x", "same hash"),
                Arguments.of("bomb.yaml", bomb.toString(), 0, "", "values once its aliases are expanded"),
                Arguments.of(
                        "dangling.yaml",
                        "openapi: 3.0.3\npaths:\n  /x:\n    get:\n      responses:\n        '200':\n          $ref: '#/nope'",
                        6,
                        "/paths/~1x/get/responses/200",
                        "#/nope, which is not in the document"),
                Arguments.of(
                        "remote.json",
                        "{\"openapi\":\"3.0.3\",\"paths\":{\n\"/x\":{\"$ref\":\"http://127.0.0.1/x.json\"}}}",
                        2,
                        "/paths/~1x",
                        "not fetched"),
                Arguments.of(
                        "circle.json",
                        "{\"openapi\":\"3.0.3\",\"components\":{\"schemas\":{\n\"A\":{\"$ref\":\"#/components/schemas/B\"},"
                                + "\n\"B\":{\"$ref\":\"#/components/schemas/A\"}}}}",
                        2,
                        "/components/schemas/A",
                        "refers back to it"));
    }

    @ParameterizedTest
    @MethodSource
    void badInput(String source, String text, int line, String pointer, String words) {
        ContractException fault = fault(text, source);
        assertThat(fault).isNotNull();
        assertThat(fault.getMessage()).contains(source).contains(words).hasSizeLessThan(400);
        if (line > 0) {
            assertThat(fault.line()).isEqualTo(line);
            assertThat(fault.pointer()).hasToString(pointer);
        }
    }

    /** The parser takes quadratic time for a long comment or scalar. */
    @Test
    void aLongArrayOfEqualOrOrdinaryValuesIsRead() {
        Document.parse(enumOf(i -> "0.5"), "equal.json");
        Document.parse(enumOf(i -> "0." + i), "ordinary.json");
    }

    @Test
    void aLineOfYamlThatIsTooLongIsNamed() {
        String text = "openapi: 3.1.0\n# " + "c".repeat(2_000_000) + "\npaths: {}\n";
        assertThatThrownBy(() -> Document.parse(text, "a.yaml"))
                .isInstanceOf(ContractException.class)
                .hasMessageContaining("a.yaml:2")
                .hasMessageContaining("has a line of 2,000,002 characters; at most 2,000,000 of YAML are read");
    }

    @Test
    void yamlIsReadAsYaml12AndMeansTheSameAsJson() {
        JsonNode yaml = Document.parse(
                        "a: no\nb: 2024-01-01\nc: 0.10\nd: null\ne: 'true'\n200: [1, 1e3]\nf: {<<: {x: 1}, y: on}\n",
                        "x.yaml")
                .root();
        JsonNode json = Document.parse(
                        "{\"a\":\"no\",\"b\":\"2024-01-01\",\"c\":0.10,\"d\":null,\"e\":\"true\",\"200\":[1,1e3],"
                                + "\"f\":{\"y\":\"on\",\"x\":1}}",
                        "x.json")
                .root();
        assertThat(yaml).isEqualTo(json);
    }

    @Test
    void linesAreKnownForEveryPlace() {
        Document json = Document.parse("{\n \"a\": [\n  1,\n  {\"b\":\n 2}\n ],\n \"c\": {}\n}", "x.json");
        assertThat(json.lineOf(JsonPointer.compile("/a"))).isEqualTo(2);
        assertThat(json.lineOf(JsonPointer.compile("/a/0"))).isEqualTo(3);
        assertThat(json.lineOf(JsonPointer.compile("/a/1/b"))).isEqualTo(4);
        assertThat(json.lineOf(JsonPointer.compile("/c/missing/deeper"))).isEqualTo(7);
        Document yaml = Document.parse("a:\n  - 1\n  - b:\n      2\nc: {}\n", "x.yaml");
        assertThat(yaml.lineOf(JsonPointer.compile("/a"))).isEqualTo(1);
        assertThat(yaml.lineOf(JsonPointer.compile("/a/1/b"))).isEqualTo(3);
        assertThat(yaml.lineOf(JsonPointer.compile("/c/x"))).isEqualTo(5);
        assertThat(Document.of("x", json.root()).lineOf(JsonPointer.compile("/a")))
                .isZero();
    }

    @Test
    void filesThatCannotBeReadSaySo(@TempDir Path folder) throws IOException {
        assertThat(catchThrowableOfType(ContractException.class, () -> Contracts.load(folder.resolve("none.json"))))
                .hasMessageContaining("file does not exist");
        assertThat(catchThrowableOfType(ContractException.class, () -> Contracts.load(folder)))
                .hasMessageContaining("is a folder");
        Path binary = Files.write(folder.resolve("b.json"), new byte[] {(byte) 0xff, (byte) 0xfe, 0});
        assertThat(catchThrowableOfType(ContractException.class, () -> Contracts.load(binary)))
                .hasMessageContaining("not UTF-8");
        assertThat(catchThrowableOfType(ContractException.class, () -> ChatContracts.find("gemma-4")))
                .hasMessageContaining("gemma-3, gemma-3-27b, gemma-3n");
    }

    @Test
    void referencesWithoutATargetCanBeLeftToTheCaller() {
        Contract contract = Contracts.loadAsIs(
                "{\"openapi\":\"3.0.3\",\"paths\":{\"/x\":{\"get\":{\"responses\":{\"200\":{\"$ref\":\"#/a\"}}}}}}",
                "x.json");
        assertThat(contract.operations()).hasSize(1);
        assertThat(new ReferenceResolver(contract.published()).broken()).hasSize(1);
        assertThat(contract.fingerprint()).startsWith("sha256:");
    }

    @Test
    void modelsAndNamesFindTheirContract() {
        assertThat(Contracts.forModel("google/gemma-3-12b-it").orElseThrow().name())
                .isEqualTo("gemma-3");
        assertThat(Contracts.forModel("google/gemma-3n-e4b-it").orElseThrow().name())
                .isEqualTo("gemma-3n");
        assertThat(Contracts.forModel("gpt-4o")).isEmpty();
        assertThat(ChatContracts.find("gemma-3-27b").operations())
                .hasToString("[POST /v1/chat/completions, POST /chat/completions]");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"a\": {\"type\": \"string\"}, \"b\": {\"type\": \"string\"}}",
                "a: {type: string}\nb: {type: string}"
            })
    void equalShortStringsOfADocumentAreOneNode(String text) {
        JsonNode root = Document.parse(text, "spec").root();

        assertThat(root.at("/a/type")).isSameAs(root.at("/b/type"));
    }
}

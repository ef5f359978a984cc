package dev.loupe.openapi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OverlayTest {
    private static final String CONTRACT =
            """
            openapi: 3.0.3
            paths: {}
            components:
              schemas:
                A: {type: object, required: [a, b, c], properties: {a: {type: number}, b c: {type: string}, "it's": {}}}
            """;
    private static final String HEAD = "overlay: 1.0.0\ninfo: {title: t, version: '1'}\nactions:\n";

    private static Contract apply(String... actions) {
        Overlay overlay = Overlay.of(Document.parse(HEAD + String.join("", actions), "o.yaml"));
        return Contracts.contract("x", Document.parse(CONTRACT, "x.yaml"), List.of(overlay));
    }

    private static String action(String target, String change) {
        return "  - target: \"" + target + "\"\n    x-reason: r\n    x-evidence: e\n    " + change + "\n";
    }

    @Test
    void objectsMergeListsGrowAndValuesAreReplaced() {
        JsonNode schema = apply(action(
                        "$.components.schemas.A",
                        "update: {required: [d], properties: {a: {type: integer, minimum: 0}}}"))
                .corrected()
                .at("/components/schemas/A");
        assertThat(schema.get("required")).hasToString("[\"a\",\"b\",\"c\",\"d\"]");
        assertThat(schema.at("/properties/a")).hasToString("{\"type\":\"integer\",\"minimum\":0}");
    }

    @Test
    void aPartIsCopiedToTheTargetAndThenUpdated() {
        JsonNode corrected = apply(
                        action("$.components.schemas", "update: {B: {}}"),
                        action(
                                "$.components.schemas.B",
                                "copy: \"$.components.schemas.A\"\n    update: {properties: {a: {maximum: 3}}}"))
                .corrected()
                .at("/components/schemas");
        assertThat(corrected.at("/B/required")).isEqualTo(corrected.at("/A/required"));
        assertThat(corrected.at("/B/properties/a")).hasToString("{\"type\":\"number\",\"maximum\":3}");
        assertThat(corrected.at("/A/properties/a")).hasToString("{\"type\":\"number\"}");
    }

    @Test
    void aCopyOfSeveralPartsIsAnError() {
        assertThat(catchThrowableOfType(
                        ContractException.class,
                        () -> apply(action(
                                "$.components.schemas.A", "copy: \"$.components.schemas.A['properties','type']\""))))
                .hasMessageContaining("copy needs exactly one");
    }

    @Test
    void listItemsAreRemovedByValueAndPublishedStaysAsItWas() {
        Contract contract = apply(action("$.components.schemas.A.required[?(@ != 'b')]", "remove: true"));
        assertThat(contract.corrected().at("/components/schemas/A/required")).hasToString("[\"b\"]");
        assertThat(contract.published().at("/components/schemas/A/required")).hasSize(3);
        assertThat(contract.corrections()).singleElement().satisfies(correction -> {
            assertThat(correction.at()).hasSize(2);
            assertThat(correction.source()).isEqualTo("o.yaml");
            assertThat(correction.line()).isEqualTo(4);
        });
    }

    @Test
    void severalNamesInOneStepAreFound() {
        JsonNode properties = apply(action("$.components.schemas.A.properties['a','b c']", "update: {nullable: true}"))
                .corrected()
                .at("/components/schemas/A/properties");
        assertThat(properties)
                .extracting(property -> property.path("nullable").asBoolean())
                .containsExactly(true, true, false);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "$.components.schemas.Nope    | update: {a: 1} | matches nothing",
                "$..[?(@.a ==]               | update: {a: 1} | not a valid JSONPath",
                "$.components.schemas.A.properties['it\\\\'s'] | update: {a: 1} | has quotes",
                "$.components.schemas.A.required[0] | update: {a: 1} | updates a scalar",
                "$.components.schemas.A       | remove: false  | has no effect",
                "$                            | remove: true   | removes the whole contract",
            })
    void actionThatCannotBeAppliedIsAnError(String target, String change, String words) {
        ContractException fault = catchThrowableOfType(ContractException.class, () -> apply(action(target, change)));
        assertThat(fault).hasMessageContaining(words);
        assertThat(fault.source()).isEqualTo("o.yaml");
        assertThat(fault.line()).isBetween(4, 7);
        assertThat(fault.pointer().toString()).startsWith("/actions/0");
    }

    @Test
    void correctionWithoutReasonOrEvidenceIsAnError() {
        assertThat(catchThrowableOfType(
                        ContractException.class, () -> apply("  - target: $.paths\n    update: {}\n    x-reason: r\n")))
                .hasMessageContaining("x-evidence");
        assertThat(catchThrowableOfType(ContractException.class, () -> Overlay.of(Document.parse("a: 1", "o.yaml"))))
                .hasMessageContaining("not an overlay");
    }

    @Test
    void overlaysInTheFolderOfAContractApplyWhenTheyNameIt(@TempDir Path folder) throws IOException {
        Files.createDirectory(folder.resolve("overlays"));
        Path one = Files.writeString(folder.resolve("one.yaml"), CONTRACT);
        Path two = Files.writeString(folder.resolve("two.yaml"), CONTRACT);
        Files.writeString(
                folder.resolve("overlays/a.yaml"),
                "extends: ../one.yaml\n" + HEAD + action("$.components.schemas.A", "update: {minProperties: 1}"));
        Files.writeString(
                folder.resolve("overlays/b.yaml"),
                "x-extends: [../one.yaml, ../two.yaml]\n" + HEAD
                        + action("$.components.schemas.A", "update: {maxProperties: 9}"));
        assertThat(Contracts.load(one).corrections())
                .extracting(Contract.Correction::source)
                .allMatch(source -> source.endsWith(".yaml"))
                .hasSize(2);
        assertThat(Contracts.load(two).corrections()).hasSize(1);
    }

    @Test
    void correctionOfAPlaceIsFound() {
        Contract gemma = Contracts.named("gemma-3").orElseThrow();
        assertThat(gemma.correctionsAt(JsonPointer.compile("/components/schemas/ChunkDelta/required")))
                .singleElement()
                .satisfies(correction -> assertThat(correction.line()).isPositive());
        assertThat(gemma.correctionsAt(JsonPointer.compile("/components/schemas/Usage/properties/prompt_tokens/type")))
                .hasSize(1);
        assertThat(gemma.correctionsAt(JsonPointer.compile("/components/schemas/Meta/type")))
                .isEmpty();
    }
}

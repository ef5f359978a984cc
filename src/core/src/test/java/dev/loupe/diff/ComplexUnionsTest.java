package dev.loupe.diff;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loupe.diff.judge.Change;
import dev.loupe.diff.judge.Impact;
import dev.loupe.openapi.Document;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Unions whose branches lead back to them, or multiply at each level: compared, or reported as not compared. */
@Timeout(value = 10, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD) // a net, no measure
final class ComplexUnionsTest {
    private static final String PET =
            """
            Pet: {%s, oneOf: [{$ref: '#/components/schemas/Cat'}, {$ref: '#/components/schemas/Dog'}]}
            Cat: {allOf: [{$ref: '#/components/schemas/Pet'}, {type: object, properties: {x: {type: %s}}}]}
            Dog: {allOf: [{$ref: '#/components/schemas/Pet'}, {type: object, properties: {y: {type: string}}}]}
            """;
    private static final String BASE = "type: object, required: [t], properties: {t: {type: string}}";
    private static final String ONLY_UNION = "discriminator: {propertyName: t}";

    private static Document document(String root, String schemas) {
        return Document.parse(
                """
                openapi: 3.1.0
                info: {title: t, version: '1'}
                paths:
                  /x:
                    get:
                      responses:
                        '200':
                          description: d
                          content: {application/json: {schema: {$ref: '#/components/schemas/%s'}}}
                components:
                  schemas:
                """
                                .formatted(root)
                        + schemas.indent(4),
                "x.yaml");
    }

    /** A small part of the usual budget, so that the comparisons that use it up are fast. */
    private static final long STEPS = 100_000;

    private static DiffResult compare(Document old, Document next) {
        return Diff.compare(old, next, Diff.Options.plain("2026-11-20"), STEPS);
    }

    private static List<String> ids(DiffResult result) {
        return result.changes().stream().map(change -> change.rule().id()).toList();
    }

    @Test
    void aUnionOfSchemasThatExtendItsOwnerIsCompared() {
        for (String owner : List.of(BASE, ONLY_UNION)) {
            DiffResult changed = compare(
                    document("Pet", PET.formatted(owner, "string")), document("Pet", PET.formatted(owner, "integer")));
            assertThat(ids(changed)).contains("answer.type-changed");
            // with x as a string both variants matched before, and one matches now; a discriminator selects one anyway
            assertThat(ids(changed).contains("answer.branches-no-longer-overlap"))
                    .isEqualTo(owner.equals(BASE));
            assertThat(changed.inconclusive()).isEmpty();
        }
    }

    @Test
    void aSchemaThatExtendsTheOwnerOfAUnionIsCompared() {
        DiffResult changed = compare(
                document("Cat", PET.formatted(BASE, "string")), document("Cat", PET.formatted(BASE, "integer")));
        assertThat(ids(changed)).contains("answer.type-changed");
        assertThat(changed.inconclusive()).isEmpty();
    }

    @Test
    void inheritanceOverTwoLevelsIsCompared() {
        String pets =
                """
                Pet: {oneOf: [{$ref: '#/components/schemas/Cat'}, {$ref: '#/components/schemas/Dog'}]}
                Dog: {allOf: [{$ref: '#/components/schemas/Pet'}, {type: object, properties: {y: {type: string}}}]}
                Cat:
                  oneOf: [{$ref: '#/components/schemas/Lion'}, {$ref: '#/components/schemas/Lynx'}]
                  allOf: [{$ref: '#/components/schemas/Pet'}]
                Lion: {allOf: [{$ref: '#/components/schemas/Cat'}, {type: object, properties: {mane: {type: %s}}}]}
                Lynx: {allOf: [{$ref: '#/components/schemas/Cat'}, {type: object, properties: {ears: {type: string}}}]}
                """;
        DiffResult changed =
                compare(document("Pet", pets.formatted("string")), document("Pet", pets.formatted("integer")));
        assertThat(changed.verdict()).isEqualTo(DiffResult.Verdict.BREAKING);
    }

    @Test
    void aUnionThatRefersToItselfWithKeywordsAroundItIsNotCompared() {
        String self = "A: {type: object, maxProperties: %d, anyOf: [{$ref: '#/components/schemas/A'},"
                + " {$ref: '#/components/schemas/A'}, {required: [a]}]}\n";
        DiffResult changed = compare(document("A", self.formatted(7)), document("A", self.formatted(8)));
        assertThat(changed.inconclusive()).contains("nested too deeply");
    }

    @Test
    void aUnionWithTwoWaysToTheSameSchemaAtEachLevelIsCompared() {
        DiffResult changed = compare(levels(20, "", "string"), levels(20, "", "integer"));
        assertThat(ids(changed)).containsExactly("answer.type-changed");
    }

    @ParameterizedTest
    @CsvSource({"'', BREAKING", "'discriminator: {propertyName: t}', RISKY"})
    void aFurtherVariantThatOverlapsIsRiskyWhenADiscriminatorSelectsTheVariant(String selected, Impact expected) {
        String variants =
                """
                Cat: {type: object, required: [t, m], properties: {t: {type: string}, m: {type: string}}}
                Dog: {type: object, required: [t, w], properties: {t: {type: string}, w: {type: string}}}
                Pet:
                  oneOf: [%s]
                  %s
                """;
        String dog = "{$ref: '#/components/schemas/Dog'}";
        Document one = document("Pet", variants.formatted(dog, selected));
        Document both = document("Pet", variants.formatted("{$ref: '#/components/schemas/Cat'}, " + dog, selected));
        assertThat(compare(both, one).changes())
                .filteredOn(change -> change.rule().id().equals("answer.branches-no-longer-overlap"))
                .extracting(Change::impact)
                .containsExactly(expected);
    }

    /** Both variants accept the values, so for a validator none matches; a reader selects by the discriminator. */
    @ParameterizedTest
    @CsvSource({"'', RISKY", "'discriminator: {propertyName: t}', BREAKING"})
    void aVariantThatADiscriminatorSelectsIsComparedAlone(String selected, DiffResult.Verdict expected) {
        String variants =
                """
                Cat: {type: object, required: [t], properties: {t: {type: string}, m: {type: integer, maximum: %d}}}
                Dog: {type: object, required: [t], properties: {t: {type: string}, w: {type: integer}}}
                Pet:
                  oneOf: [{$ref: '#/components/schemas/Cat'}, {$ref: '#/components/schemas/Dog'}]
                  %s
                """;
        DiffResult changed = compare(
                document("Pet", variants.formatted(4, selected)), document("Pet", variants.formatted(5, selected)));
        assertThat(changed.verdict()).isEqualTo(expected);
    }

    private static final String EXTENSIONS =
            """
            Pet:
              type: object
              required: [t]
              properties: {t: {type: string}}
              discriminator: {propertyName: t, mapping: {%s: '#/components/schemas/Cat', dog: Dog}}
            Cat: {allOf: [{$ref: '#/components/schemas/Pet'}, {type: object, properties: {m: {type: integer, maximum: %d}}}]}
            Dog: {allOf: [{$ref: '#/components/schemas/Pet'}, {type: object, properties: {w: {type: integer}}}]}
            """;

    @ParameterizedTest
    @CsvSource({
        "Pet, cat, 5, answer.maximum-raised",
        "Pet, lion, 4, 'answer.discriminator-value-added,answer.discriminator-value-removed'",
        "Pet, cat, 4, ''",
        "Dog, cat, 5, ''"
    })
    void aSchemaThatOnlyADiscriminatorSelectsIsCompared(String root, String value, int maximum, String rules) {
        DiffResult changed = compare(
                document(root, EXTENSIONS.formatted("cat", 4)), document(root, EXTENSIONS.formatted(value, maximum)));
        assertThat(String.join(",", ids(changed))).isEqualTo(rules);
    }

    @Test
    void aUnionThatNoValidatorCanSearchIsComparedWithoutProof() {
        DiffResult changed = compare(levels(30, "", "string"), levels(30, "", "integer"));
        assertThat(ids(changed)).containsExactly("answer.type-changed");
        assertThat(changed.changes().getFirst().unproven()).contains("100000 steps");
    }

    @Test
    void aUnionWithMoreBranchesThanTheBudgetIsReportedAsNotCompared() {
        String own = "type: object, properties: {p%d: {type: string}}, ";
        DiffResult changed = compare(levels(30, own, "object"), levels(30, own, "array"));
        assertThat(changed.inconclusive()).contains("too complex here: GET /x the response");
        assertThat(changed.exitCode(FailOn.BREAKING)).isEqualTo(3);
    }

    /** Each level is a union of two schemas, each a union of the two schemas of the next level. */
    private static Document levels(int count, String own, String last) {
        StringBuilder schemas = new StringBuilder();
        for (int i = 0; i < count; i++) {
            for (String side : List.of("A", "B")) {
                schemas.append(side).append(i).append(": {");
                schemas.append(own.replace("%d", side + i));
                String next = "{$ref: '#/components/schemas/%s" + (i + 1) + "'}";
                schemas.append("anyOf: [").append(next.formatted("A")).append(", ");
                schemas.append(next.formatted("B")).append("]}\n");
            }
        }
        schemas.append("A%d: {type: %s}\nB%d: {type: boolean}\n".formatted(count, last, count));
        return document("A0", schemas.toString());
    }

    @Test
    void aChainOfFiveThousandReferencesIsFollowed() {
        DiffResult changed = compare(chain("string"), chain("integer"));
        assertThat(ids(changed)).containsExactly("answer.type-changed");
    }

    private static Document chain(String last) {
        StringBuilder schemas = new StringBuilder();
        for (int i = 0; i < 5_000; i++) {
            schemas.append("S%d: {$ref: '#/components/schemas/S%d'}\n".formatted(i, i + 1));
        }
        schemas.append("S5000: {type: ").append(last).append("}\n");
        return document("S0", schemas.toString());
    }
}

package dev.loupe.openapi;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loupe.diff.Diff;
import dev.loupe.diff.DiffResult;
import dev.loupe.diff.FailOn;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class DocumentBundleTest {
    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it
    Path folder;

    private static final String CAT = "type: object, properties: {t: {type: string}, m: {type: string}}";
    private static final String DOG = "type: object, properties: {t: {type: string}, w: {type: string}}";

    private static String spec(String ref) {
        return """
                openapi: 3.1.0
                info: {title: t, version: '1'}
                paths:
                  /x:
                    get:
                      responses:
                        '200':
                          description: d
                          content: {application/json: {schema: {$ref: '%s'}}}
                components: {schemas: {Own: {type: string}}}
                """
                .formatted(ref);
    }

    private Document bundle(String side, Map<String, String> files) throws IOException {
        Path root = Files.createDirectories(folder.resolve(side));
        for (var file : files.entrySet()) {
            Path path = root.resolve(file.getKey());
            Files.createDirectories(path.resolveSibling("."));
            Files.writeString(path, file.getValue());
        }
        Path main = root.resolve("api.yaml");
        return DocumentBundle.of(Document.read(main), main, ReferenceScope.FOLDER);
    }

    private DiffResult compare(String ref, String file, String old, String next) throws IOException {
        return Diff.compare(
                bundle("old", Map.of("api.yaml", spec(ref), file, old)),
                bundle("new", Map.of("api.yaml", spec(ref), file, next)),
                Diff.Options.plain("2026-11-20"));
    }

    private static void assertBreaking(DiffResult result) {
        assertThat(result.changes().stream().map(change -> change.rule().id())).containsExactly("answer.type-changed");
        assertThat(result.inconclusive()).isEmpty();
    }

    @Test
    void aChangeInAnotherFileIsFound() throws IOException {
        assertBreaking(compare(
                "lib/c.json#/X", "lib/c.json", "{\"X\": {\"type\": \"string\"}}", "{\"X\": {\"type\": \"integer\"}}"));
    }

    @Test
    void aWholeFileIsASchema() throws IOException {
        assertBreaking(compare("c.yaml", "c.yaml", "type: string", "type: integer"));
    }

    @Test
    void theMappingOfADiscriminatorIsAReference() throws IOException {
        String union =
                "discriminator: {propertyName: t, mapping: {c: %s, d: %s}}\noneOf: [{$ref: c.yaml}, {$ref: d.yaml}]";
        Map<String, String> old = Map.of(
                "api.yaml",
                spec("u.yaml"),
                "u.yaml",
                union.formatted("c.yaml", "d.yaml"),
                "c.yaml",
                "{" + CAT + "}",
                "d.yaml",
                "{" + DOG + "}");
        Map<String, String> same = new HashMap<>(old);
        same.put("u.yaml", union.formatted("./c.yaml", "'x/../d.yaml'"));
        Map<String, String> swapped = new HashMap<>(old);
        swapped.put("u.yaml", union.formatted("d.yaml", "c.yaml"));
        assertThat(changes(old, same)).isEmpty();
        assertThat(changes(old, swapped)).containsOnly("answer.discriminator-value-changed");
    }

    @Test
    void withoutAMappingTheNameOfAComponentInAFileIsItsValue() throws IOException {
        String union = "discriminator: {propertyName: t}\noneOf: [{$ref: '%s'}, {$ref: '%s'}]";
        String components = "components: {schemas: {Cat: {%s}, Dog: {%s}}}".formatted(CAT, DOG);
        Map<String, String> inOneFile = Map.of(
                "api.yaml",
                spec("u.yaml"),
                "u.yaml",
                union.formatted("l.yaml#/components/schemas/Cat", "l.yaml#/components/schemas/Dog"),
                "l.yaml",
                components);
        Map<String, String> inTwo = Map.of(
                "api.yaml",
                spec("u.yaml"),
                "u.yaml",
                union.formatted("l.yaml#/components/schemas/Cat", "m.yaml#/components/schemas/Dog"),
                "l.yaml",
                components,
                "m.yaml",
                components);
        assertThat(changes(inOneFile, inTwo)).isEmpty();
    }

    private List<String> changes(Map<String, String> old, Map<String, String> next) throws IOException {
        return Diff.compare(bundle("old", old), bundle("new", next), Diff.Options.plain("2026-11-20"))
                .changes()
                .stream()
                .map(change -> change.rule().id())
                .toList();
    }

    @Test
    void anEncodedFileNameIsDecoded() throws IOException {
        assertBreaking(compare("a%20b.yaml", "a b.yaml", "type: string", "type: integer"));
    }

    @Test
    void aReferenceIsRelativeToItsFile() throws IOException {
        String first = "X: {$ref: 'd.yaml#/Y'}\nZ: {type: %s}\n";
        String second = "Y: {$ref: 'c.yaml#/Z'}\n";
        DiffResult result = Diff.compare(
                bundle(
                        "old",
                        Map.of(
                                "api.yaml",
                                spec("lib/c.yaml#/X"),
                                "lib/c.yaml",
                                first.formatted("string"),
                                "lib/d.yaml",
                                second)),
                bundle(
                        "new",
                        Map.of(
                                "api.yaml",
                                spec("lib/c.yaml#/X"),
                                "lib/c.yaml",
                                first.formatted("integer"),
                                "lib/d.yaml",
                                second)),
                Diff.Options.plain("2026-11-20"));
        assertBreaking(result);
    }

    @Test
    void aPointerInAFileIsOneIntoThatFile() throws IOException {
        String file = "Own: {type: %s}\nX: {$ref: '#/Own'}\n";
        assertBreaking(compare("c.yaml#/X", "c.yaml", file.formatted("boolean"), file.formatted("integer")));
        DiffResult missing = compare("c.yaml#/X", "c.yaml", "X: {$ref: '#/components/schemas/Own'}", "X: {}");
        assertThat(missing.inconclusive())
                .contains("c.yaml#/components/schemas/Own (the document has no such location)");
    }

    @Test
    void anAnchorInAFileIsFollowed() throws IOException {
        String file = "$defs: {x: {$anchor: item, type: %s}}\n";
        assertBreaking(compare("c.yaml#item", "c.yaml", file.formatted("boolean"), file.formatted("integer")));
        String twice = "$defs: {x: {$anchor: item, type: string}, y: {$anchor: item}}\n";
        DiffResult undecided = compare("c.yaml#item", "c.yaml", twice, twice + "z: 1\n");
        assertThat(undecided.inconclusive()).contains("c.yaml#item (the document has no such anchor, or several)");
    }

    @Test
    void filesThatReferToEachOtherAndToTheDocumentAreRead() throws IOException {
        String file =
                "type: object\nproperties: {own: {$ref: 'api.yaml#/components/schemas/Own'}, self: {$ref: 'c.yaml'}}\n";
        Document bundle = bundle("one", Map.of("api.yaml", spec("c.yaml"), "c.yaml", file));
        assertThat(UnfollowedReferences.of(bundle).isEmpty()).isTrue();
        assertThat(bundle.root()
                        .at("/components/schemas/c.yaml/properties/own/$ref")
                        .asText())
                .isEqualTo("#/components/schemas/Own");
        assertThat(bundle.root()
                        .at("/components/schemas/c.yaml/properties/self/$ref")
                        .asText())
                .isEqualTo("#/components/schemas/c.yaml");
    }

    @Test
    void whatIsNotFollowedMakesTheComparisonInconclusive() throws IOException {
        Map<String, String> reasons = Map.of(
                "none.yaml", "file does not exist",
                "../outside.yaml", "outside the folder",
                "/etc/hostname", "outside the folder",
                "https://example.com/x.yaml", "allow the host of the URL with --allow-remote HOST",
                "http://example.com/x.yaml", "neither a file in the folder nor an https URL",
                "c.yaml#/Y", "the document has no such location",
                "c.yaml#Y", "the document has no such anchor",
                "broken.json", "is not valid JSON");
        Files.writeString(folder.resolve("outside.yaml"), "type: string");
        for (var reason : reasons.entrySet()) {
            Map<String, String> files =
                    Map.of("api.yaml", spec(reason.getKey()), "c.yaml", "X: {}", "broken.json", "{");
            DiffResult result =
                    Diff.compare(bundle("old", files), bundle("new", files), Diff.Options.plain("2026-11-20"));
            assertThat(result.exitCode(FailOn.BREAKING)).isEqualTo(3);
            assertThat(result.inconclusive()).contains(reason.getKey()).contains(reason.getValue());
        }
    }

    @Test
    void aLinkToAFileOutsideIsNotFollowed() throws IOException {
        Files.writeString(folder.resolve("outside.yaml"), "type: string");
        Path link = Files.createDirectories(folder.resolve("one")).resolve("c.yaml");
        Files.createSymbolicLink(link, folder.resolve("outside.yaml"));
        Document bundle = bundle("one", Map.of("api.yaml", spec("c.yaml")));
        assertThat(UnfollowedReferences.of(bundle)).hasToString("c.yaml (outside the folder one)");
    }

    @Test
    void aDocumentWithoutReferencesToFilesStaysTheSame() throws IOException {
        Path main = Files.writeString(folder.resolve("api.yaml"), spec("#/components/schemas/Own"));
        Document document = Document.read(main);
        assertThat(DocumentBundle.of(document, main, ReferenceScope.FOLDER)).isSameAs(document);
    }

    @Test
    void anExampleIsNoReference() throws IOException {
        Path main = Files.writeString(
                folder.resolve("api.yaml"), spec("#/x").replace("{$ref: '#/x'}", "{example: {$ref: 'none.yaml'}}"));
        Document document = Document.read(main);
        assertThat(UnfollowedReferences.of(DocumentBundle.of(document, main, ReferenceScope.FOLDER))
                        .isEmpty())
                .isTrue();
    }
}

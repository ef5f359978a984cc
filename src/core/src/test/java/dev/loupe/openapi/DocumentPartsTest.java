package dev.loupe.openapi;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class DocumentPartsTest {
    @TempDir
    private Path folder;

    private Path file(String name, String text) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, text);
    }

    @Test
    void whatADocumentRefersToIsAPartAlsoThroughAnotherPart() throws IOException {
        Path document = file(
                "openapi.yaml",
                """
                openapi: 3.1.0
                paths:
                  /a:
                    $ref: parts/a%20b.yaml
                """);
        Path part = file("parts/a b.yaml", "get: {responses: {200: {$ref: '../other.json#/ok'}}}");
        Path ofPart = file("other.json", "{\"ok\":{\"description\":\"fine\"}}");
        assertThat(DocumentParts.among(List.of(document, part, ofPart))).containsExactlyInAnyOrder(part, ofPart);
    }

    @Test
    void whatNoDocumentRefersToIsNoPart() throws IOException {
        Path document = file("openapi.json", "{\"openapi\":\"3.1.0\",\"paths\":{}}");
        Path broken = file("broken.yaml", "paths: {}");
        Path one = file("one.yaml", "$ref: other.yaml");
        Path other = file("other.yaml", "$ref: one.yaml");
        assertThat(DocumentParts.among(List.of(document, broken, one, other))).isEmpty();
    }

    @Test
    void aDocumentIsNoPartOfAnother() throws IOException {
        Path document = file("openapi.yaml", "openapi: 3.1.0\npaths: {/a: {$ref: 'two.yaml#/paths/~1a'}}");
        Path two = file("two.yaml", "openapi: 3.1.0\npaths: {/a: {}}");
        Path old = file("old.json", "{\"swagger\": \"2.0\", \"x\": {\"$ref\": \"openapi.yaml\"}}");
        Path unused = file("unused.yaml", "get: {}");
        assertThat(DocumentParts.among(List.of(document, two, old, unused))).isEmpty();
    }
}

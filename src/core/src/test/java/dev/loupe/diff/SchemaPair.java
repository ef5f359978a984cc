package dev.loupe.diff;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.loupe.diff.judge.Change;
import dev.loupe.diff.judge.Impact;
import dev.loupe.openapi.Document;
import java.io.IOException;
import java.util.List;
import java.util.Locale;

/** Compares two schemas of one property, in a request or in a response. */
abstract class SchemaPair {
    static final String DOCUMENT =
            """
            {"openapi": "%s", "info": {"title": "t", "version": "1"}, "paths": {"/a": {"post": {
              "requestBody": {"content": {"application/json": {"schema": %s}}},
              "responses": {"200": {"description": "d", "content": {"application/json": {"schema": %s}}}}}}}}
            """;

    static String verdict(String old, String next, boolean request) throws IOException {
        DiffResult found = compare(old, next, request);
        List<String> open = found.changes().stream()
                .filter(change -> change.impact() == Impact.BREAKING && !change.proven())
                .map(Change::message)
                .toList();
        assertThat(open).as("breaks without proof").isEmpty();
        return found.verdict().name().toLowerCase(Locale.ROOT);
    }

    static DiffResult compare(String old, String next, boolean request) throws IOException {
        return Diff.compare(
                document("old", old, request), document("new", next, request), Diff.Options.plain("2026-11-20"));
    }

    static Document document(String name, String schema, boolean request) throws IOException {
        return document(name, "3.1.0", schema, request);
    }

    static Document document(String name, String version, String schema, boolean request) throws IOException {
        String whole = "{\"type\": \"object\", \"properties\": {\"x\": " + schema + "}}";
        String text = DOCUMENT.formatted(version, request ? whole : "{}", request ? "{}" : whole);
        return Document.of(name, new ObjectMapper().readTree(text));
    }
}

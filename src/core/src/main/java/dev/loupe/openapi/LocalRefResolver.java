package dev.loupe.openapi;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Set;

/** Follows {@code $ref} inside one document; never leaves it, never goes in circles. */
public final class LocalRefResolver {
    private final JsonNode root;

    public LocalRefResolver(JsonNode root) {
        this.root = root;
    }

    /** Where a reference leads, or why it leads nowhere. */
    public sealed interface Target {
        record Found(JsonNode node, DocumentPointer at) implements Target {}

        record Lost(String reference, String why) implements Target {}
    }

    /** Follows the references that start at a node, if it is one, to the end. */
    public Target follow(JsonNode node, DocumentPointer at) {
        JsonNode here = node;
        DocumentPointer place = at;
        Set<String> seen = new HashSet<>();
        while (here.path("$ref").isTextual()) {
            String reference = here.path("$ref").textValue();
            if (!seen.add(reference)) {
                return new Target.Lost(reference, "it refers to itself");
            }
            if (!reference.startsWith("#")) {
                return new Target.Lost(reference, "it leads out of the document, and Loupe does not follow it there");
            }
            DocumentPointer next = DocumentPointer.of(decoded(reference));
            here = find(next);
            place = next;
            if (here.isMissingNode()) {
                return new Target.Lost(reference, "there is nothing at that place in the document");
            }
        }
        return new Target.Found(here, place);
    }

    private JsonNode find(DocumentPointer pointer) {
        String text = pointer.toString();
        return text.isEmpty() ? root : root.at(com.fasterxml.jackson.core.JsonPointer.compile(text));
    }

    private static String decoded(String reference) {
        if (reference.length() > 1 && reference.charAt(1) != '/') {
            // An anchor. No document that we know of uses one; a token that no member has makes it a lost reference.
            return "#/$anchor " + reference.substring(1);
        }
        if (reference.indexOf('%') < 0) {
            return reference;
        }
        try {
            return URLDecoder.decode(reference.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException malformed) {
            return reference;
        }
    }
}

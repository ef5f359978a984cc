package dev.loupe.openapi;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Optional;

/** References by the document's own URI, which {@code $self} of OpenAPI 3.2 states, as references into the document. */
final class SelfReferences {
    private SelfReferences() {}

    /** Changes the references of a document that has a {@code $self}. */
    static void makeInternal(JsonNode root) {
        Optional<URI> self = uri(root.path("$self").asText(""));
        if (self.isEmpty() || self.get().toString().isEmpty()) {
            return;
        }
        for (ReferenceResolver.Reference reference : new ReferenceResolver(root).all()) {
            String ref = reference.ref();
            int hash = ref.indexOf('#');
            String document = hash < 0 ? ref : ref.substring(0, hash);
            boolean own = !document.isEmpty()
                    && uri(document)
                            .map(other -> self.get().resolve(other).normalize())
                            .equals(self.map(URI::normalize));
            if (own) {
                ((ObjectNode) reference.where().node()).put("$ref", hash < 0 ? "#" : ref.substring(hash));
            }
        }
    }

    private static Optional<URI> uri(String text) {
        try {
            return Optional.of(new URI(text));
        } catch (URISyntaxException notAnAddress) {
            return Optional.empty();
        }
    }
}

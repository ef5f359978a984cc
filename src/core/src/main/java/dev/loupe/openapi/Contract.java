package dev.loupe.openapi;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * One OpenAPI document with its overlays.
 *
 * @param name {@code gemma-3}
 * @param document as the provider publishes it, with the lines of its text
 * @param corrected published + overlays
 * @param corrections what the overlays change, in the order in which they do it
 */
public record Contract(String name, Document document, JsonNode corrected, List<Correction> corrections) {
    public Contract {
        corrections = List.copyOf(corrections);
    }

    /** A contract that was never text. */
    public Contract(String name, JsonNode published, JsonNode corrected, List<Correction> corrections) {
        this(name, Document.of(name, published), corrected, corrections);
    }

    /**
     * One overlay action.
     *
     * @param target the JSONPath of what is corrected
     * @param reason why
     * @param evidence what was measured
     * @param at where it applied in the contract
     * @param source the overlay file; other than a file when it is a convention
     * @param line where in that file the action begins; 0 when not known
     */
    public record Correction(
            String target, String reason, String evidence, List<JsonPointer> at, String source, int line) {
        /** What a convention names as its source. */
        public static final String CONVENTION = "conventions of chat completions";

        public Correction {
            at = List.copyOf(at);
        }

        /** Whether this is no action of an overlay but what everybody reads into such a contract. */
        public boolean isConvention() {
            return source.equals(CONVENTION);
        }
    }

    /** As the provider publishes it. */
    public JsonNode published() {
        return document.root();
    }

    /** The operations as published. */
    public List<Operation> operations() {
        return Operation.of(published());
    }

    /** The operations of the corrected contract; an operation that is there twice has {@code x-same-as}. */
    public List<Operation> correctedOperations() {
        return Operation.of(corrected);
    }

    /** What the published document means, in 64 digits. */
    public String fingerprint() {
        return Fingerprint.of(published());
    }

    /** The model names that any request of this contract may ask for, sorted. */
    public Set<String> models() {
        Set<String> models = new TreeSet<>();
        ReferenceResolver references = new ReferenceResolver(published());
        for (Operation operation : operations()) {
            JsonPointer body = operation.pointer().append(JsonPointer.compile("/requestBody"));
            references
                    .follow(body)
                    .flatMap(b -> references.follow(
                            b.pointer().append(JsonPointer.compile("/content/application~1json/schema"))))
                    .flatMap(s -> references.follow(s.pointer().append(JsonPointer.compile("/properties/model"))))
                    .ifPresent(model -> model.node().path("enum").forEach(name -> models.add(name.asText())));
        }
        return models;
    }

    /** The corrections that touch this place in the published document: what mends a defect found there. */
    public List<Correction> correctionsAt(JsonPointer schemaAt) {
        String place = schemaAt.toString();
        return corrections.stream()
                .filter(correction -> correction.at().stream().anyMatch(at -> near(place, at.toString())))
                .toList();
    }

    /** The place itself or one around it; around, only the object that holds it, or everything would be near the root. */
    private static boolean near(String place, String at) {
        if (place.equals(at) || (place.startsWith(at + "/") && place.indexOf('/', at.length() + 1) < 0)) {
            return true;
        }
        return at.startsWith(place + "/");
    }
}

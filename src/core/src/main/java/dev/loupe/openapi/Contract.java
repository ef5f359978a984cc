package dev.loupe.openapi;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.apiguardian.api.API;

/**
 * One OpenAPI document with its overlays.
 *
 * @param name {@code gemma-3}
 * @param document as the provider publishes it, with the lines of its text
 * @param corrected published + overlays
 * @param corrections the actions of the overlays, in their order
 */
@API(status = API.Status.EXPERIMENTAL)
public record Contract(String name, Document document, JsonNode corrected, List<Correction> corrections) {
    public Contract {
        corrections = List.copyOf(corrections);
    }

    /** A contract that was not read from text. */
    public Contract(String name, JsonNode published, JsonNode corrected, List<Correction> corrections) {
        this(name, Document.of(name, published), corrected, corrections);
    }

    /**
     * One overlay action.
     *
     * @param target the JSONPath of the corrected part
     * @param reason why
     * @param evidence the measurement or document that supports it
     * @param at the locations in the contract that it changed
     * @param source the overlay file, or {@link #CONVENTION}
     * @param line of the action in that file; 0 when not known
     */
    public record Correction(
            String target, String reason, String evidence, List<JsonPointer> at, String source, int line) {
        /** The source of a convention. */
        public static final String CONVENTION = "conventions of chat completions";

        public Correction {
            at = List.copyOf(at);
        }

        /** Whether this is a convention of chat completions and not an action of an overlay. */
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

    /** The operations of the corrected contract; the second of two equal operations has {@code x-same-as}. */
    public List<Operation> correctedOperations() {
        return Operation.of(corrected);
    }

    /** The fingerprint of the published document. */
    public String fingerprint() {
        return Fingerprint.of(published());
    }

    /** The model names that requests of this contract may contain, sorted. */
    public Set<String> models() {
        Set<String> models = new TreeSet<>();
        ReferenceResolver references = new ReferenceResolver(published());
        for (Operation operation : operations()) {
            JsonPointer body = operation.pointer().append(JsonPointer.compile("/requestBody"));
            references
                    .follow(body)
                    .flatMap(b ->
                            references.follow(b.pointer().append(JsonPointer.compile("/content/application~1json"))))
                    .flatMap(media -> references.follow(media.pointer().appendProperty("schema")))
                    .flatMap(s -> references.follow(s.pointer().append(JsonPointer.compile("/properties/model"))))
                    .ifPresent(model -> model.node().path("enum").forEach(name -> models.add(name.asText())));
        }
        return models;
    }

    /** The corrections of this location in the published document: they correct a defect found there. */
    public List<Correction> correctionsAt(JsonPointer schemaAt) {
        String location = schemaAt.toString();
        return corrections.stream()
                .filter(correction -> correction.at().stream().anyMatch(at -> isNear(location, at.toString())))
                .toList();
    }

    /** The location itself, its parent, or a location below it; not every ancestor, or everything would be near the root. */
    private static boolean isNear(String location, String at) {
        if (location.equals(at) || (location.startsWith(at + "/") && location.indexOf('/', at.length() + 1) < 0)) {
            return true;
        }
        return at.startsWith(location + "/");
    }
}

package dev.loupe.openapi;

import com.fasterxml.jackson.core.JsonPointer;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * The {@code $ref}s of a document that lead nowhere: what they describe is unknown, so a result that depends on them is
 * inconclusive.
 *
 * @param document the document
 * @param locations the first location of each reference, by its text
 */
public record UnfollowedReferences(Document document, Map<String, JsonPointer> locations) {
    private static final int MOST_LISTED = 5;

    /** Each chain of references is followed once, whatever its length. */
    public static UnfollowedReferences of(Document document) {
        ReferenceResolver references = new ReferenceResolver(document.root());
        Map<String, JsonPointer> locations = new TreeMap<>();
        Map<String, Optional<String>> ends = new HashMap<>();
        for (ReferenceResolver.Reference reference : references.all()) {
            end(references, reference.ref(), ends)
                    .ifPresent(lost -> locations.putIfAbsent(
                            lost, reference.where().pointer().appendProperty("$ref")));
        }
        return new UnfollowedReferences(document, locations);
    }

    /** The reference without a target at the end of the chain; empty when the chain has an end. */
    private static Optional<String> end(
            ReferenceResolver references, String start, Map<String, Optional<String>> ends) {
        Set<String> chain = new LinkedHashSet<>();
        Optional<String> lost = Optional.empty();
        String ref = start;
        while (true) {
            if (ends.containsKey(ref)) {
                lost = ends.get(ref);
                break;
            }
            Optional<ReferenceResolver.Located> target = chain.add(ref) ? references.target(ref) : Optional.empty();
            if (target.isEmpty()) {
                lost = Optional.of(ref);
                break;
            }
            if (!ReferenceResolver.isReference(target.get().node())) {
                break;
            }
            ref = target.get().node().get("$ref").textValue();
        }
        for (String each : chain) {
            ends.put(each, lost);
        }
        return lost;
    }

    public boolean isEmpty() {
        return locations.isEmpty();
    }

    /** The references to other documents and by anchor. */
    public List<String> toOtherDocuments() {
        return locations.keySet().stream()
                .filter(ref -> !ref.equals("#") && !ref.startsWith("#/"))
                .toList();
    }

    /** The first references, for a message. */
    @Override
    public String toString() {
        return list(List.copyOf(locations.keySet()));
    }

    private String described(String reference) {
        String why = document.whyNotFollowed(reference);
        return why.isEmpty() ? reference : reference + " (" + why + ")";
    }

    /** The first of these references, for a message. */
    public String list(List<String> references) {
        int more = references.size() - MOST_LISTED;
        return String.join(
                        ", ",
                        references.stream()
                                .limit(MOST_LISTED)
                                .map(this::described)
                                .toList())
                + (more > 0 ? " and " + more + " more" : "");
    }
}

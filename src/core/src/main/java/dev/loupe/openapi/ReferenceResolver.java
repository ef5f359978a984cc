package dev.loupe.openapi;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Follows the {@code $ref}s of one document. They may form cycles. */
public final class ReferenceResolver {
    private final JsonNode root;
    private final Map<String, Chain> chains = new ConcurrentHashMap<>();

    public ReferenceResolver(JsonNode root) {
        this.root = root;
    }

    /**
     * A value and its location.
     *
     * @param pointer the location of the value itself, not of a reference to it
     */
    public record Located(JsonPointer pointer, JsonNode node) {}

    /** A reference object. Its location is built on demand: a large spec has 250,000 references. */
    public static final class Reference {
        private final NodeVisit visit;

        private Reference(NodeVisit visit) {
            this.visit = visit;
        }

        public Located where() {
            return new Located(visit.pointer(), visit.node());
        }

        /** The role of the reference and of its target. */
        public NodeRole role() {
            return visit.role();
        }

        /** {@code #/components/schemas/X}. */
        public String ref() {
            return visit.node().get("$ref").textValue();
        }
    }

    /**
     * A {@code $ref} without a target.
     *
     * @param at the location of the object with the {@code $ref}
     * @param problem what is wrong with it and what to do
     */
    public record Broken(JsonPointer at, String ref, String problem) {}

    /** Where a chain of references ends, or why it has no end. */
    public sealed interface Target {
        /** The end of the chain. */
        record Found(JsonNode node, DocumentPointer at) implements Target {}

        /**
         * A chain that has no end in this document.
         *
         * @param reference the last {@code $ref} of the chain
         */
        record Unresolved(String reference, Reason reason) implements Target {
            public String why() {
                return reason.text;
            }
        }
    }

    /** Why a {@code $ref} has no target. */
    public enum Reason {
        CYCLE("it refers to itself"),
        OTHER_DOCUMENT("it refers to another document, which Loupe does not read"),
        MISSING("the document has no such location");

        private final String text;

        Reason(String text) {
            this.text = text;
        }
    }

    /** The value at this location, through any chain of {@code $ref}s; empty when the chain has no end. */
    public Optional<Located> follow(JsonPointer pointer) {
        JsonNode node = root.at(pointer);
        return node.isMissingNode() ? Optional.empty() : follow(new Located(pointer, node));
    }

    /** This value, or what it refers to; empty when the chain has no end. */
    public Optional<Located> follow(Located start) {
        Chain chain = chain(start.node());
        if (chain.broken() != null) {
            return Optional.empty();
        }
        return Optional.of(chain.end() == null ? start : chain.end());
    }

    /** This value, or what it refers to, or the reason why there is no target. */
    public Target follow(JsonNode node, DocumentPointer at) {
        Chain chain = chain(node);
        if (chain.broken() != null) {
            return chain.broken();
        }
        Located end = chain.end();
        return end == null
                ? new Target.Found(node, at)
                : new Target.Found(end.node(), DocumentPointer.of(end.pointer()));
    }

    /**
     * The same for a schema: the chain ends at a reference with keywords next to it, which apply as well from OpenAPI 3.1
     * on.
     */
    public Target followSchema(JsonNode node, DocumentPointer at) {
        Target end = follow(node, at);
        if (end instanceof Target.Unresolved
                || root.path("openapi").asText("3.0").startsWith("3.0")) {
            return end;
        }
        JsonNode last = node;
        DocumentPointer location = at;
        do {
            Located next = target(last.path("$ref").asText("")).orElse(null);
            if (next == null) {
                return end;
            }
            last = next.node();
            location = DocumentPointer.of(next.pointer());
        } while (isReference(last) && last.size() == 1);
        return new Target.Found(last, location);
    }

    /** This value, or what it refers to; a missing node when the chain has no end. */
    public JsonNode resolved(JsonNode node) {
        Chain chain = chain(node);
        if (chain.broken() != null) {
            return MissingNode.getInstance();
        }
        return chain.end() == null ? node : chain.end().node();
    }

    /**
     * The references that start at a node.
     *
     * @param end what the last one refers to; null when the node is no reference, or the chain is broken
     */
    private record Chain(@Nullable Located end, Target.@Nullable Unresolved broken) {}

    /** Each reference is looked up once: every reference of a chain has the end of the chain. */
    private Chain chain(JsonNode start) {
        JsonNode node = start;
        Chain chain = new Chain(null, null);
        Set<String> passed = new LinkedHashSet<>();
        while (isReference(node)) {
            String ref = node.get("$ref").textValue();
            Chain known = chains.get(ref);
            if (known != null) {
                chain = known;
                break;
            }
            if (!passed.add(ref)) {
                return cycle(passed, ref);
            }
            chain = step(ref);
            if (chain.end() == null) {
                break;
            }
            node = chain.end().node();
        }
        for (String ref : passed) {
            chains.put(ref, chain);
        }
        return chain;
    }

    private Chain step(String ref) {
        return target(ref)
                .map(end -> new Chain(end, null))
                .orElseGet(() -> new Chain(
                        null, new Target.Unresolved(ref, isLocal(ref) ? Reason.MISSING : Reason.OTHER_DOCUMENT)));
    }

    /** A reference before the cycle ends at the first one of the cycle, a reference of the cycle at itself. */
    private Chain cycle(Set<String> passed, String first) {
        Chain chain = new Chain(null, new Target.Unresolved(first, Reason.CYCLE));
        boolean inside = false;
        for (String ref : passed) {
            inside |= ref.equals(first);
            chains.put(ref, inside ? new Chain(null, new Target.Unresolved(ref, Reason.CYCLE)) : chain);
        }
        return chain;
    }

    private static boolean isLocal(String ref) {
        return ref.startsWith("#");
    }

    /** Whether this object is a reference. */
    public static boolean isReference(JsonNode node) {
        return node.isObject() && node.path("$ref").isTextual();
    }

    /** Below a schema with an {@code $id} a pointer starts at that schema, not at the document. */
    public static boolean hasOwnBase(JsonNode root, JsonPointer at) {
        JsonNode node = root;
        for (JsonPointer rest = at; ; rest = rest.tail()) {
            if (node.path("$id").isTextual()) {
                return true;
            }
            if (rest.matches()) {
                return false;
            }
            node = node.isArray() ? node.path(rest.getMatchingIndex()) : node.path(rest.getMatchingProperty());
        }
    }

    /** The target of {@code #/components/schemas/X}, one step. */
    public Optional<Located> target(String ref) {
        if (!isLocal(ref)) {
            return Optional.empty();
        }
        try {
            // a plus sign is literal in a fragment, unlike in a form
            String fragment = URLDecoder.decode(ref.substring(1).replace("+", "%2B"), StandardCharsets.UTF_8);
            JsonPointer pointer = JsonPointer.compile(fragment);
            JsonNode node = root.at(pointer);
            return node.isMissingNode() || isDescription(pointer)
                    ? Optional.empty()
                    : Optional.of(new Located(pointer, node));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** Whether this is the whole OpenAPI document, which has none of the roles of a target. */
    private boolean isDescription(JsonPointer pointer) {
        return pointer.matches() && root.has("openapi");
    }

    /** Every {@code $ref} without a target, in document order. */
    public List<Broken> broken() {
        return all().stream()
                .flatMap(reference -> problem(reference.where()).stream())
                .toList();
    }

    /** Every reference object, in document order. Examples and literal values contain none. */
    public List<Reference> all() {
        return all(NodeRole.OBJECT);
    }

    /** Every reference object of a part of a document, in document order. */
    List<Reference> all(NodeRole role) {
        List<Reference> all = new ArrayList<>();
        NodeVisit.walk(root, role, visit -> {
            if (isReference(visit.node()) && visit.role() != NodeRole.SCHEMAS) {
                all.add(new Reference(visit));
            }
        });
        return all;
    }

    private Optional<Broken> problem(Located at) {
        String ref = at.node().get("$ref").textValue();
        if (!isLocal(ref)) {
            return Optional.of(new Broken(
                    at.pointer(),
                    ref,
                    "refers to another document, " + ref
                            + ", which is not fetched; bundle the documents into one first"));
        }
        if (ref.equals("#") && root.has("openapi")) {
            return Optional.of(new Broken(at.pointer(), ref, "refers to the whole document, which is not a schema"));
        }
        if (target(ref).isEmpty()) {
            return Optional.of(new Broken(at.pointer(), ref, "refers to " + ref + ", which is not in the document"));
        }
        return follow(at).isPresent()
                ? Optional.empty()
                : Optional.of(new Broken(
                        at.pointer(),
                        ref,
                        "refers to " + ref + ", whose own reference has no target or refers back to it"));
    }
}

package dev.loupe.openapi;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Follows the {@code $ref}s of one document. They may form cycles; following one step never loops. */
public final class ReferenceResolver {
    private final JsonNode root;

    public ReferenceResolver(JsonNode root) {
        this.root = root;
    }

    /**
     * A value and where it stands.
     *
     * @param pointer the place of the value itself, not of what refers to it
     */
    public record Located(JsonPointer pointer, JsonNode node) {}

    /**
     * An object that stands for another.
     *
     * @param part what both are
     */
    public record Reference(Located where, NodeRole part) {
        /** {@code #/components/schemas/X}. */
        public String ref() {
            return where.node().get("$ref").textValue();
        }
    }

    /**
     * A {@code $ref} that leads nowhere.
     *
     * @param at where the object with the {@code $ref} stands
     * @param problem what is wrong with it and what to do
     */
    public record Broken(JsonPointer at, String ref, String problem) {}

    /** Where a chain of references ends, or why it has no end. */
    public sealed interface Target {
        /** What a value is once its references are followed, and where that is. */
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

    /** This value, or what it refers to, or the reason why that is nothing. */
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

    private Chain chain(JsonNode start) {
        JsonNode node = start;
        Located end = null;
        Set<String> seen = new HashSet<>();
        while (isReference(node)) {
            String ref = node.get("$ref").textValue();
            if (!seen.add(ref)) {
                return new Chain(null, new Target.Unresolved(ref, Reason.CYCLE));
            }
            end = target(ref).orElse(null);
            if (end == null) {
                Reason reason = isLocal(ref) ? Reason.MISSING : Reason.OTHER_DOCUMENT;
                return new Chain(null, new Target.Unresolved(ref, reason));
            }
            node = end.node();
        }
        return new Chain(end, null);
    }

    private static boolean isLocal(String ref) {
        return ref.startsWith("#");
    }

    /** Whether this object stands for another one. */
    public static boolean isReference(JsonNode node) {
        return node.isObject() && node.path("$ref").isTextual();
    }

    /** What {@code #/components/schemas/X} names, one step. */
    public Optional<Located> target(String ref) {
        if (!isLocal(ref)) {
            return Optional.empty();
        }
        try {
            // the plus sign is itself in a fragment, unlike in a form
            String fragment = URLDecoder.decode(ref.substring(1).replace("+", "%2B"), StandardCharsets.UTF_8);
            JsonPointer pointer = JsonPointer.compile(fragment);
            JsonNode node = root.at(pointer);
            return node.isMissingNode() ? Optional.empty() : Optional.of(new Located(pointer, node));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** Every {@code $ref} that leads nowhere, in document order. */
    public List<Broken> broken() {
        return all().stream()
                .flatMap(reference -> judge(reference.where()).stream())
                .toList();
    }

    /** Every object that stands for another, in document order. Samples and literal values are not looked into. */
    public List<Reference> all() {
        List<Reference> all = new ArrayList<>();
        Deque<Place> todo = new ArrayDeque<>();
        todo.push(new Place(null, "", root, NodeRole.OBJECT));
        while (!todo.isEmpty()) {
            Place place = todo.pop();
            if (isReference(place.node()) && place.part() != NodeRole.SCHEMAS) {
                all.add(new Reference(new Located(place.pointer(), place.node()), place.part()));
            }
            List<Place> members = place.members();
            for (int i = members.size() - 1; i >= 0; i--) {
                todo.push(members.get(i));
            }
        }
        return all;
    }

    private Optional<Broken> judge(Located at) {
        String ref = at.node().get("$ref").textValue();
        if (!isLocal(ref)) {
            return Optional.of(new Broken(
                    at.pointer(),
                    ref,
                    "refers to another document, " + ref
                            + ", which is not fetched; bundle the documents into one first"));
        }
        if (target(ref).isEmpty()) {
            return Optional.of(new Broken(at.pointer(), ref, "refers to " + ref + ", which is not in the document"));
        }
        return follow(at).isPresent()
                ? Optional.empty()
                : Optional.of(new Broken(at.pointer(), ref, "refers to " + ref + ", which leads back or nowhere"));
    }

    /** A value, where it stands and what it is. A pointer is made only where one is needed. */
    private record Place(@Nullable Place parent, String name, JsonNode node, NodeRole part) {
        JsonPointer pointer() {
            if (parent == null) {
                return JsonPointer.empty();
            }
            JsonPointer around = parent.pointer();
            return parent.node().isArray() ? around.appendIndex(Integer.parseInt(name)) : around.appendProperty(name);
        }

        List<Place> members() {
            List<Place> members = new ArrayList<>();
            for (int i = 0; node.isArray() && i < node.size(); i++) {
                members.add(new Place(this, Integer.toString(i), node.get(i), part));
            }
            node.properties().forEach(member -> {
                NodeRole kind = part.property(member.getKey());
                if (member.getValue().isContainerNode() && kind != NodeRole.DOCUMENTATION && kind != NodeRole.DATA) {
                    members.add(new Place(this, member.getKey(), member.getValue(), kind));
                }
            });
            return members;
        }
    }
}

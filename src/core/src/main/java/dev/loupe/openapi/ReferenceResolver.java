package dev.loupe.openapi;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
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

    /** The value at this place, through any chain of {@code $ref}s; empty when the chain ends nowhere or in itself. */
    public Optional<Located> follow(JsonPointer pointer) {
        JsonNode node = root.at(pointer);
        return node.isMissingNode() ? Optional.empty() : follow(new Located(pointer, node));
    }

    /** This value, or what it refers to. */
    public Optional<Located> follow(Located start) {
        Located at = start;
        Set<JsonPointer> seen = new HashSet<>();
        while (isReference(at.node())) {
            if (!seen.add(at.pointer())) {
                return Optional.empty();
            }
            Optional<Located> next = target(at.node().get("$ref").textValue());
            if (next.isEmpty()) {
                return next;
            }
            at = next.get();
        }
        return Optional.of(at);
    }

    /** Whether this object stands for another one. */
    public static boolean isReference(JsonNode node) {
        return node.isObject() && node.path("$ref").isTextual();
    }

    /** What {@code #/components/schemas/X} names, one step. */
    public Optional<Located> target(String ref) {
        if (!ref.startsWith("#")) {
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
        if (!ref.startsWith("#")) {
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
                NodeRole kind = part.member(member.getKey());
                if (member.getValue().isContainerNode() && kind != NodeRole.PROSE && kind != NodeRole.DATA) {
                    members.add(new Place(this, member.getKey(), member.getValue(), kind));
                }
            });
            return members;
        }
    }
}

package dev.loupe.openapi;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.loupe.openapi.ReferencedDocuments.NotFollowedException;
import dev.loupe.openapi.ReferencedDocuments.Target;
import java.io.IOException;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Makes one document of several: copies what references to other documents lead to into the components and changes
 * the references. References that are not followed stay as they are.
 */
public final class DocumentBundle {
    /** The copies of one document; a document whose parts refer to its whole could be copied without end. */
    private static final int MOST_COPIES = 20_000;

    private static final Pattern COMPONENT = Pattern.compile("/components/schemas/([A-Za-z0-9._-]+)");

    private final ReferencedDocuments documents;
    private final URI main;
    private final String mainName;
    private final ObjectNode bundled;
    private final Map<Target, String> copies = new HashMap<>();
    private final Map<String, String> notFollowed = new TreeMap<>();
    /** Where the copied components come from, by their location in the bundle. */
    private final Map<String, Document.Part> origins = new HashMap<>();

    private final Map<URI, Document> sources = new HashMap<>();
    private final Deque<Tree> todo = new ArrayDeque<>();

    private DocumentBundle(ReferencedDocuments documents, URI main, String mainName, ObjectNode bundled) {
        this.mainName = mainName;
        this.documents = documents;
        this.main = main;
        this.bundled = bundled;
    }

    /**
     * A part of the bundle whose references are not changed yet.
     *
     * @param document the document that it comes from
     * @param section the section of the components that it is in
     */
    private record Tree(JsonNode node, NodeRole role, URI document, String section) {}

    /**
     * A file with what it refers to in other documents.
     *
     * @param scope the documents that are read
     */
    public static Document of(Document document, Path file, ReferenceScope scope) {
        Path folder = scope.root() == null ? file.toAbsolutePath().getParent() : scope.root();
        try {
            return folder == null || isSingle(document)
                    ? document
                    : of(document, file.toAbsolutePath().toRealPath().toUri(), folder, scope.remote());
        } catch (IOException noFile) {
            return document;
        }
    }

    /** A document on a server with what it refers to in other documents on servers. */
    public static Document of(Document document, URI address, RemoteDocuments remote) {
        return isSingle(document) ? document : of(document, address, null, remote);
    }

    private static boolean isSingle(Document document) {
        return !document.root().isObject()
                || new ReferenceResolver(document.root())
                        .all().stream().allMatch(each -> each.ref().startsWith("#"));
    }

    private static Document of(Document document, URI main, @Nullable Path root, RemoteDocuments remote) {
        try {
            ReferencedDocuments documents = new ReferencedDocuments(root, remote);
            documents.add(main, document);
            DocumentBundle bundle = new DocumentBundle(
                    documents, main, document.source(), document.root().deepCopy());
            bundle.todo.add(new Tree(bundle.bundled, NodeRole.OBJECT, main, ""));
            while (!bundle.todo.isEmpty()) {
                bundle.references(bundle.todo.pop());
            }
            return document.bundled(bundle.bundled, bundle.notFollowed, bundle.origins);
        } catch (IOException noFolder) {
            return document;
        }
    }

    private void references(Tree tree) {
        List<ObjectNode> mappings = new ArrayList<>();
        NodeVisit.walk(tree.node(), tree.role(), visit -> {
            if (visit.role() == NodeRole.MAPPING && visit.node() instanceof ObjectNode mapping) {
                mappings.add(mapping);
            }
        });
        mappings.forEach(mapping -> mapping(mapping, tree));
        for (ReferenceResolver.Reference reference : new ReferenceResolver(tree.node()).all(tree.role())) {
            boolean internal = tree.document().equals(main) && reference.ref().startsWith("#");
            if (!internal) {
                reference(tree, reference);
            }
        }
    }

    private void reference(Tree tree, ReferenceResolver.Reference reference) {
        ObjectNode holder = (ObjectNode) reference.where().node();
        String ref = reference.ref();
        try {
            if (ReferenceResolver.hasOwnBase(tree.node(), reference.where().pointer())) {
                throw new NotFollowedException("relative to a schema with $id");
            }
            Target target = documents.target(tree.document(), ref);
            holder.put(
                    "$ref",
                    target.document().equals(main)
                            ? "#" + pointer(target.fragment(), bundled)
                            : copy(target, section(reference, tree.section()), reference.role()));
        } catch (NotFollowedException problem) {
            // a pointer into another file would be one into this document
            String kept = ref.startsWith("#") ? documents.name(tree.document()) + ref : ref;
            holder.put("$ref", kept);
            notFollowed.put(kept, String.valueOf(problem.getMessage()));
        }
    }

    /** The values of a mapping are references without {@code $ref}, or names of components, which stay as they are. */
    private void mapping(ObjectNode mapping, Tree tree) {
        for (var entry : mapping.properties()) {
            String ref = entry.getValue().asText("");
            boolean name = !ref.contains("/") && !ref.contains(".");
            if (name || (tree.document().equals(main) && ref.startsWith("#"))) {
                continue;
            }
            try {
                Target target = documents.target(tree.document(), ref);
                entry.setValue(mapping.textNode(
                        target.document().equals(main)
                                ? "#" + pointer(target.fragment(), bundled)
                                : copy(target, "schemas", NodeRole.SCHEMA)));
            } catch (NotFollowedException problem) {
                // validators ignore a mapping: the comparison does without it
            }
        }
    }

    /** The internal reference to a copy of the target, which is made in a section of the components. */
    private String copy(Target target, String section, NodeRole role) throws NotFollowedException {
        String known = copies.get(target);
        if (known != null) {
            return known;
        }
        Document source = documents.document(target.document());
        JsonPointer pointer = pointer(target.fragment(), source.root());
        JsonNode node = source.root().at(pointer);
        if (node.isMissingNode()) {
            throw new NotFollowedException("the document has no such location");
        }
        if (ReferenceResolver.hasOwnBase(source.root(), pointer)) {
            throw new NotFollowedException("the target is in a schema with $id");
        }
        if (copies.size() >= MOST_COPIES) {
            throw new NotFollowedException("more than " + MOST_COPIES + " targets in other documents");
        }
        ObjectNode components = bundled.withObject("/components").withObject("/" + section);
        String name = name(target, components);
        JsonNode copy = node.deepCopy();
        components.set(name, copy);
        String made = "#/components/" + section + "/" + name;
        copies.put(target, made);
        Document shown = sources.computeIfAbsent(target.document(), address -> source.named(shownName(address)));
        origins.put(made.substring(1), new Document.Part(shown, pointer));
        todo.add(new Tree(copy, role, target.document(), section));
        return made;
    }

    /** The path of a file as seen from where the main document was named, or the URL. */
    private String shownName(URI document) {
        Path folder = ReferencedDocuments.isFile(main) ? Path.of(main).getParent() : null;
        if (folder == null || !ReferencedDocuments.isFile(document)) {
            return ReferencedDocuments.publicName(document);
        }
        return Path.of(mainName)
                .resolveSibling(folder.relativize(Path.of(document)))
                .normalize()
                .toString();
    }

    /** The location that a JSON pointer or the name of an anchor refers to. */
    private static JsonPointer pointer(String fragment, JsonNode root) throws NotFollowedException {
        if (!fragment.isEmpty() && !fragment.startsWith("/") && !fragment.startsWith("%2F")) {
            return EmbeddedResources.anchor(root, fragment)
                    .orElseThrow(() -> new NotFollowedException("the document has no such anchor, or several"));
        }
        try {
            return JsonPointer.compile(URLDecoder.decode(fragment.replace("+", "%2B"), StandardCharsets.UTF_8));
        } catch (IllegalArgumentException invalid) {
            throw new NotFollowedException("invalid JSON pointer");
        }
    }

    /** The section of the components for the target of a reference. */
    private static String section(ReferenceResolver.Reference reference, String around) {
        if (reference.role() == NodeRole.SCHEMA) {
            return "schemas";
        }
        JsonPointer at = reference.where().pointer();
        if (at.matches()) {
            return around;
        }
        String name = at.last().getMatchingProperty();
        JsonPointer parent = at.head();
        String holder = parent.matches() ? "" : parent.last().getMatchingProperty();
        return switch (holder) {
            case "parameters", "responses", "headers", "links", "callbacks", "securitySchemes", "requestBodies" ->
                holder;
            default -> name.equals("requestBody") ? "requestBodies" : "pathItems";
        };
    }

    /** Its own name where it is a component, since a discriminator without a mapping selects by it. */
    private String name(Target target, ObjectNode used) {
        Matcher component = COMPONENT.matcher(target.fragment());
        if (component.matches() && !used.has(component.group(1))) {
            return component.group(1);
        }
        String plain = (documents.name(target.document()) + target.fragment()).replaceAll("[^A-Za-z0-9._-]", "_");
        String name = plain;
        for (int i = 2; used.has(name); i++) {
            name = plain + "_" + i;
        }
        return name;
    }
}

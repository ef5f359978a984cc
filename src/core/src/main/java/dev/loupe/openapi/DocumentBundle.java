package dev.loupe.openapi;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.loupe.openapi.ReferencedFiles.NotFollowedException;
import dev.loupe.openapi.ReferencedFiles.Target;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * Makes one document of several files: copies what references to other files lead to into the components and changes
 * the references. References that are not followed stay as they are.
 */
public final class DocumentBundle {
    /** The copies of one document; a file whose parts refer to its whole could be copied without end. */
    private static final int MOST_COPIES = 20_000;

    private final ReferencedFiles files;
    private final Path main;
    private final String mainName;
    private final ObjectNode bundled;
    private final Map<Target, String> copies = new HashMap<>();
    private final Map<String, String> notFollowed = new TreeMap<>();
    /** Where the copied components come from, by their location in the bundle. */
    private final Map<String, Document.Part> origins = new HashMap<>();

    private final Map<Path, Document> sources = new HashMap<>();
    private final Deque<Tree> todo = new ArrayDeque<>();

    private DocumentBundle(ReferencedFiles files, Path main, String mainName, ObjectNode bundled) {
        this.mainName = mainName;
        this.files = files;
        this.main = main;
        this.bundled = bundled;
    }

    /**
     * A part of the bundle whose references are not changed yet.
     *
     * @param file the file that it comes from
     * @param section the section of the components that it is in
     */
    private record Tree(JsonNode node, NodeRole role, Path file, String section) {}

    /** The document with what it refers to in other files of its folder. */
    public static Document of(Document document, Path file) {
        Path folder = file.toAbsolutePath().getParent();
        return folder == null ? document : of(document, file, folder);
    }

    /**
     * The document with what it refers to in other files.
     *
     * @param root files outside this folder are not read
     */
    public static Document of(Document document, Path file, Path root) {
        boolean single = !document.root().isObject()
                || new ReferenceResolver(document.root())
                        .all().stream().allMatch(each -> each.ref().startsWith("#"));
        if (single) {
            return document;
        }
        try {
            Path main = file.toAbsolutePath().toRealPath();
            ReferencedFiles files = new ReferencedFiles(root);
            files.add(main, document);
            DocumentBundle bundle = new DocumentBundle(
                    files, main, document.source(), document.root().deepCopy());
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
        for (ReferenceResolver.Reference reference : new ReferenceResolver(tree.node()).all(tree.role())) {
            boolean internal = tree.file().equals(main) && reference.ref().startsWith("#");
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
            Target target = files.target(tree.file(), ref);
            holder.put(
                    "$ref",
                    target.file().equals(main)
                            ? "#" + pointer(target.fragment(), bundled)
                            : copy(target, tree, reference));
        } catch (NotFollowedException problem) {
            // a pointer into another file would be one into this document
            String kept = ref.startsWith("#") ? files.name(tree.file()) + ref : ref;
            holder.put("$ref", kept);
            notFollowed.put(kept, String.valueOf(problem.getMessage()));
        }
    }

    /** The internal reference to a copy of the target. */
    private String copy(Target target, Tree tree, ReferenceResolver.Reference reference) throws NotFollowedException {
        String known = copies.get(target);
        if (known != null) {
            return known;
        }
        Document source = files.document(target.file());
        JsonPointer pointer = pointer(target.fragment(), source.root());
        JsonNode node = source.root().at(pointer);
        if (node.isMissingNode()) {
            throw new NotFollowedException("the file has no such location");
        }
        if (ReferenceResolver.hasOwnBase(source.root(), pointer)) {
            throw new NotFollowedException("the target is in a schema with $id");
        }
        if (copies.size() >= MOST_COPIES) {
            throw new NotFollowedException("more than " + MOST_COPIES + " targets in other files");
        }
        String section = section(reference, tree.section());
        ObjectNode components = bundled.withObject("/components").withObject("/" + section);
        String name = name(target, components);
        JsonNode copy = node.deepCopy();
        components.set(name, copy);
        String made = "#/components/" + section + "/" + name;
        copies.put(target, made);
        Document shown = sources.computeIfAbsent(target.file(), file -> source.named(shownName(file)));
        origins.put(made.substring(1), new Document.Part(shown, pointer));
        todo.add(new Tree(copy, reference.role(), target.file(), section));
        return made;
    }

    /** The path of a file as seen from where the main document was named. */
    private String shownName(Path file) {
        Path folder = main.getParent();
        return folder == null
                ? file.toString()
                : Path.of(mainName)
                        .resolveSibling(folder.relativize(file))
                        .normalize()
                        .toString();
    }

    /** The location that a JSON pointer or the name of an anchor refers to. */
    private static JsonPointer pointer(String fragment, JsonNode root) throws NotFollowedException {
        if (!fragment.isEmpty() && !fragment.startsWith("/") && !fragment.startsWith("%2F")) {
            return EmbeddedResources.anchor(root, fragment)
                    .orElseThrow(() -> new NotFollowedException("the file has no such anchor, or several"));
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

    private String name(Target target, ObjectNode used) {
        String plain = (files.name(target.file()) + target.fragment()).replaceAll("[^A-Za-z0-9._-]", "_");
        String name = plain;
        for (int i = 2; used.has(name); i++) {
            name = plain + "_" + i;
        }
        return name;
    }
}

package dev.loupe.openapi;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.loupe.openapi.ReferenceResolver.Located;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * One use of a schema that can be changed without changing the others: the target of a {@code $ref} is copied to its
 * use.
 *
 * @param origin the location of the schema before it was copied
 * @param path property names from the root, as in {@code /stop/*}
 */
public record SchemaUse(ObjectNode node, JsonPointer origin, String path) {
    /** Bounds schemas that refer to themselves. */
    private static final int DEEPEST = 8;

    private static final int MOST = 2_000;

    /** Bounds the copies of referenced schemas, in properties. */
    private static final int MOST_COPIED = 50_000;

    /** The schema at this property of an object, such as {@code schema} of a media type. */
    public static SchemaUse of(Located owner, String name, JsonNode document) {
        return child((ObjectNode) owner.node(), owner.pointer(), name, "", document);
    }

    /** The property of an object, a reference replaced by its target. */
    private static SchemaUse child(ObjectNode owner, JsonPointer ownerAt, String name, String path, JsonNode document) {
        Located found = resolved(new Located(ownerAt.appendProperty(name), owner.get(name)), document);
        if (ReferenceResolver.isReference(owner.get(name))) {
            owner.set(name, found.node().deepCopy());
        }
        return new SchemaUse((ObjectNode) owner.get(name), found.pointer(), path);
    }

    private static Located resolved(Located at, JsonNode document) {
        return new ReferenceResolver(document)
                .follow(at)
                .filter(target -> target.node().isObject())
                .orElse(at);
    }

    /** The schemas of a nested property, in every branch; {@code choices/*}{@code /message}. */
    public List<SchemaUse> at(String steps, JsonNode document) {
        List<SchemaUse> sites = List.of(this);
        for (String step : steps.split("/", -1)) {
            List<SchemaUse> next = new ArrayList<>();
            for (SchemaUse site : sites) {
                site.branches(document, 0, next, step);
            }
            sites = next;
        }
        return sites;
    }

    /** Finds a step in this schema and in the branches of its unions. */
    private void branches(JsonNode document, int depth, List<SchemaUse> found, String step) {
        step(document, step).ifPresent(found::add);
        if (depth < DEEPEST) {
            unions(document).forEach(branch -> branch.branches(document, depth + 1, found, step));
        }
    }

    private Optional<SchemaUse> step(JsonNode document, String step) {
        if (step.equals("*")) {
            return node.path("items").isObject()
                    ? Optional.of(child(node, origin, "items", path + "/*", document))
                    : Optional.empty();
        }
        return node.get("properties") instanceof ObjectNode properties
                        && properties.path(step).isObject()
                ? Optional.of(child(properties, origin.appendProperty("properties"), step, path + "/" + step, document))
                : Optional.empty();
    }

    private List<SchemaUse> unions(JsonNode document) {
        List<SchemaUse> sites = new ArrayList<>();
        for (String union : List.of("allOf", "anyOf", "oneOf")) {
            if (node.get(union) instanceof ArrayNode branches) {
                for (int i = 0; i < branches.size(); i++) {
                    JsonPointer at = origin.appendProperty(union).appendIndex(i);
                    Located found = resolved(new Located(at, branches.get(i)), document);
                    if (ReferenceResolver.isReference(branches.get(i))) {
                        branches.set(i, found.node().deepCopy());
                    }
                    if (branches.get(i) instanceof ObjectNode object) {
                        sites.add(new SchemaUse(object, found.pointer(), path));
                    }
                }
            }
        }
        return sites;
    }

    /** The schemas of the content of a string: {@code contentSchema}, in every branch. */
    public List<SchemaUse> content(JsonNode document) {
        List<SchemaUse> found = new ArrayList<>();
        if (node.path("contentSchema").isObject()) {
            found.add(child(node, origin, "contentSchema", path, document));
        }
        unions(document).stream()
                .filter(branch -> branch.node().path("contentSchema").isObject())
                .forEach(branch -> found.add(child(branch.node(), branch.origin(), "contentSchema", path, document)));
        return found;
    }

    /** This schema and all below it. */
    public List<SchemaUse> everything(JsonNode document) {
        List<SchemaUse> all = new ArrayList<>();
        collect(document, 0, all, new AtomicInteger(MOST_COPIED));
        return all;
    }

    private void collect(JsonNode document, int depth, List<SchemaUse> all, AtomicInteger left) {
        if (depth > DEEPEST || all.size() > MOST) {
            return;
        }
        all.add(this);
        List<SchemaUse> within = new ArrayList<>(unions(document));
        List<String> steps = new ArrayList<>();
        node.path("properties").fieldNames().forEachRemaining(steps::add);
        steps.add("*");
        for (String name : steps) {
            if (left.get() <= 0) {
                break;
            }
            step(document, name).ifPresent(site -> {
                within.add(site);
                left.addAndGet(-1 - site.node().path("properties").size());
            });
        }
        within.forEach(site -> site.collect(document, depth + 1, all, left));
    }
}

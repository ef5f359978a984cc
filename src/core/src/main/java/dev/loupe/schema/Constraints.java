package dev.loupe.schema;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.loupe.contract.References;
import dev.loupe.contract.References.Located;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What a schema asks of a value on the spot: its own keywords and those of everything it refers to or is made of by
 * {@code allOf}. The branches of unions are left for the reader to choose from.
 */
final class Constraints {
    /**
     * What a value is wanted for.
     *
     * @param schemas all of which it must obey
     * @param decided the unions of which a branch was chosen and is among the schemas
     */
    record Goal(List<JsonPointer> schemas, Set<JsonPointer> decided) {
        static Goal of(List<JsonPointer> schemas) {
            return new Goal(schemas, Set.of());
        }
    }

    private final Goal goal;
    private final References references;
    private final List<Located> parts = new ArrayList<>();

    private Constraints(Goal goal, References references) {
        this.goal = goal;
        this.references = references;
    }

    static Constraints of(JsonNode document, Goal goal) {
        Constraints constraints = new Constraints(goal, new References(document));
        Set<JsonPointer> seen = new LinkedHashSet<>();
        List<JsonPointer> todo = new ArrayList<>(goal.schemas());
        for (int i = 0; i < todo.size(); i++) {
            Optional<Located> found = constraints.references.follow(todo.get(i));
            if (found.isPresent() && seen.add(found.get().pointer())) {
                Located part = found.get();
                constraints.parts.add(part);
                for (int branch = 0; branch < part.node().path("allOf").size(); branch++) {
                    todo.add(part.pointer().appendProperty("allOf").appendIndex(branch));
                }
            }
        }
        return constraints;
    }

    Goal goal() {
        return goal;
    }

    /** Each place at which a keyword stands, with its value. */
    List<Located> all(String keyword) {
        List<Located> found = new ArrayList<>();
        for (Located part : parts) {
            if (part.node().has(keyword)) {
                found.add(new Located(
                        part.pointer().appendProperty(keyword), part.node().get(keyword)));
            }
        }
        return found;
    }

    Optional<Located> first(String keyword) {
        return all(keyword).stream().findFirst();
    }

    /** The types that all parts allow; without any type, those that the keywords speak of. */
    Set<String> types() {
        Set<String> types = new LinkedHashSet<>();
        for (Located type : all("type")) {
            Set<String> named = new LinkedHashSet<>();
            if (type.node().isArray()) {
                type.node().forEach(name -> named.add(name.asText()));
            } else {
                named.add(type.node().asText());
            }
            if (types.isEmpty()) {
                types.addAll(named);
            } else {
                types.retainAll(named);
            }
        }
        types.remove("null");
        if (types.isEmpty() && all("type").isEmpty()) {
            types.add(guess());
        }
        return types;
    }

    private String guess() {
        if (!all("properties").isEmpty() || !all("required").isEmpty()) {
            return "object";
        }
        if (!all("items").isEmpty() || !all("minItems").isEmpty()) {
            return "array";
        }
        return all("minimum").isEmpty() && all("maximum").isEmpty() ? "string" : "number";
    }

    /** The tightest lower bound, exclusive or not; empty without one. */
    Optional<Bound> lower() {
        return bound("minimum", "exclusiveMinimum", true);
    }

    Optional<Bound> upper() {
        return bound("maximum", "exclusiveMaximum", false);
    }

    /**
     * One end of a range.
     *
     * @param at where its keyword stands
     */
    record Bound(BigDecimal value, boolean exclusive, JsonPointer at) {}

    private Optional<Bound> bound(String plain, String exclusive, boolean greatest) {
        Bound tightest = null;
        for (Located part : parts) {
            JsonNode flag = part.node().path(exclusive);
            List<Bound> here = new ArrayList<>();
            if (part.node().path(plain).isNumber()) {
                here.add(new Bound(
                        part.node().get(plain).decimalValue(),
                        flag.asBoolean(false),
                        part.pointer().appendProperty(plain)));
            }
            if (flag.isNumber()) {
                here.add(new Bound(flag.decimalValue(), true, part.pointer().appendProperty(exclusive)));
            }
            for (Bound bound : here) {
                int order = tightest == null ? 1 : bound.value().compareTo(tightest.value());
                if (tightest == null || (greatest ? order > 0 : order < 0) || (order == 0 && bound.exclusive())) {
                    tightest = bound;
                }
            }
        }
        return Optional.ofNullable(tightest);
    }

    /** The greatest value of a lower limit such as {@code minItems}, or the least of an upper one; else what is given. */
    int limit(String keyword, int otherwise) {
        boolean lower = keyword.startsWith("min");
        return all(keyword).stream()
                .map(Located::node)
                .filter(JsonNode::canConvertToInt)
                .map(JsonNode::intValue)
                .reduce((a, b) -> lower ? Math.max(a, b) : Math.min(a, b))
                .orElse(otherwise);
    }

    /** The members that are listed, each with all schemas that it must obey. */
    Map<String, List<JsonPointer>> properties() {
        Map<String, List<JsonPointer>> properties = new LinkedHashMap<>();
        for (Located listed : all("properties")) {
            if (listed.node() instanceof ObjectNode members) {
                members.fieldNames().forEachRemaining(name -> properties
                        .computeIfAbsent(name, n -> new ArrayList<>())
                        .add(listed.pointer().appendProperty(name)));
            }
        }
        return properties;
    }

    /** The members that must be there, each with the place of the keyword that says so. */
    Map<String, JsonPointer> required() {
        Map<String, JsonPointer> required = new LinkedHashMap<>();
        for (Located list : all("required")) {
            list.node().forEach(name -> required.putIfAbsent(name.asText(), list.pointer()));
        }
        return required;
    }

    /** The schemas of an array's items, or of members that are not listed. */
    List<JsonPointer> schemas(String keyword) {
        return all(keyword).stream()
                .filter(schema -> schema.node().isObject())
                .map(Located::pointer)
                .toList();
    }

    /** The unions of which a branch is still to be chosen. */
    private List<Located> unions() {
        List<Located> unions = new ArrayList<>(all("oneOf"));
        unions.addAll(all("anyOf"));
        unions.removeIf(union -> goal.decided().contains(union.pointer()));
        return unions;
    }

    boolean hasUnions() {
        return !unions().isEmpty();
    }

    /** The same goal once for each branch of the first open union; the branch comes first. */
    List<Goal> branches() {
        List<Goal> branches = new ArrayList<>();
        Located union = unions().getFirst();
        Set<JsonPointer> decided = new LinkedHashSet<>(goal.decided());
        decided.add(union.pointer());
        for (int i = 0; i < union.node().size(); i++) {
            List<JsonPointer> schemas = new ArrayList<>();
            schemas.add(union.pointer().appendIndex(i));
            schemas.addAll(goal.schemas());
            branches.add(new Goal(schemas, decided));
        }
        return branches;
    }
}

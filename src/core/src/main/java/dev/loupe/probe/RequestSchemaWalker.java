package dev.loupe.probe;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.loupe.openapi.schema.ContractSchemas.Reading;
import dev.loupe.openapi.schema.SchemaView;
import dev.loupe.openapi.values.Mutations;
import dev.loupe.openapi.values.SampleValue;
import dev.loupe.openapi.values.SampleValue.Variant;
import dev.loupe.openapi.values.ValueSynthesis;
import dev.loupe.probe.ProbeBuilder.Target;
import dev.loupe.text.TextTruncation;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** Makes probes for each property in the schema of the request. */
final class RequestSchemaWalker {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final int DEEPEST = 10;

    /** The depth of unions without a type of their own. */
    private static final int UNIONS_IN_UNIONS = 3;

    /** Keywords whose violations are made here, from typical values. */
    private static final Set<String> OWN_KEYWORDS =
            Set.of("required", "properties", "additionalProperties", "items", "anyOf", "");

    /**
     * One property of the request.
     *
     * @param name of the property
     * @param path names from the root, with the names of branches, for ids
     * @param base a request that contains its parent
     * @param control id of the probe with the base
     */
    record Node(String name, String path, JsonPointer at, JsonPointer schema, ObjectNode base, String control) {
        int depth() {
            return (int) path.chars().filter(c -> c == '.').count();
        }
    }

    private final ProbeBuilder builder;
    private final Reading reading;
    private final TypicalValues typical;
    private final Mutations mutations;

    RequestSchemaWalker(ProbeBuilder builder, Reading reading) {
        this.builder = builder;
        this.reading = reading;
        this.typical = new TypicalValues(builder.schemas(), reading);
        this.mutations = Mutations.of(builder.schemas(), reading);
    }

    void request() {
        JsonPointer schema = builder.requestSchema(reading);
        Node root = new Node("", "", JsonPointer.empty(), schema, builder.plain(), ProbeBuilder.BASELINE);
        properties(root, SchemaView.of(typical.document(), schema));
    }

    private void visit(Node node) {
        if (node.depth() > DEEPEST) {
            return;
        }
        visit(node, true);
    }

    /** The types of a branch are those of its union, which are tested already. */
    private void visit(Node node, boolean types) {
        SchemaView view = SchemaView.of(typical.document(), node.schema());
        values(node, view, types);
        if (node.name().equals("model")) {
            return; // only one of several models is probed
        }
        if (!view.branches().isEmpty()) {
            view.branches().forEach(each -> branch(node, each, UNIONS_IN_UNIONS));
        } else if (view.isObject()) {
            object(node, view);
        } else if (view.isArray()) {
            array(node, view);
        }
    }

    private void branch(Node node, JsonPointer schema, int unions) {
        SchemaView branch = SchemaView.of(typical.document(), schema);
        String name = branchName(branch);
        if (name.isEmpty()) {
            if (unions > 0) {
                branch.branches().forEach(inner -> branch(node, inner, unions - 1));
            }
            return; // a branch without a type or a union has no constraint
        }
        Node inside = new Node(node.name(), node.path() + "." + name, node.at(), schema, node.base(), node.control());
        visit(inside, false);
    }

    /** The value that identifies the branch, else its type. */
    private String branchName(SchemaView branch) {
        for (String name : List.of("role", "type")) {
            JsonPointer property = branch.properties().get(name);
            JsonNode values = property == null
                    ? NODES.missingNode()
                    : SchemaView.of(typical.document(), property).keyword("enum");
            if (values.size() == 1) {
                return values.path(0).asText();
            }
        }
        return branch.keyword("type").asText("");
    }

    /** The probes for a single value: bounds, types, enums, null. */
    void values(Node node, SchemaView view, boolean types) {
        boolean anyValid = false;
        boolean union = !view.branches().isEmpty();
        boolean typeTested = false;
        for (SampleValue made : mutations.of(node.schema())) {
            SampleValue sample = Priorities.named(made, view);
            boolean wrongType = sample.variant() == Variant.WRONG_TYPE;
            boolean ofType = wrongType || sample.variant() == Variant.NULL;
            boolean sameType = wrongType && view.hasTypeOf(sample.value());
            if (isMadeHere(sample) || sameType || (ofType ? !types : union)) {
                continue;
            }
            boolean valid = sample.kind() == SampleValue.Kind.VALID;
            anyValid |= valid && !sample.value().isNull();
            if (!valid || !isOther(node, sample)) {
                put(node, sample, Priorities.of(sample, node.at(), typeTested));
            }
            typeTested |= wrongType;
        }
        if (!anyValid && !union && !view.isObject() && !view.isArray()) {
            accepted(node, Priorities.VALID);
        }
    }

    /** Whether this is another model than the probed one. */
    private static boolean isOther(Node node, SampleValue sample) {
        return node.name().equals("model") && !sample.value().isNull();
    }

    private static boolean isMadeHere(SampleValue sample) {
        boolean size = sample.keyword().equals("minItems") || sample.keyword().equals("maxItems");
        return size || OWN_KEYWORDS.contains(sample.keyword()) || sample.kind() == SampleValue.Kind.UNDECLARED;
    }

    private void put(Node node, SampleValue sample, int rank) {
        ObjectNode body = ProbeBuilder.with(node.base(), node.at(), sample.value());
        boolean invalid = !builder.violations(reading, body).isEmpty();
        // another branch may accept what this one forbids
        if (invalid == (sample.kind() == SampleValue.Kind.INVALID)) {
            String value = sample.value().toString();
            builder.add(
                    new Target(
                            node.path() + "/" + sample.slug(),
                            tests(node, value, sample.label()),
                            node.at(),
                            value,
                            sample.rule()),
                    body,
                    node.control(),
                    rank);
        }
    }

    private static String tests(Node node, String value, String what) {
        return node.at() + " = " + TextTruncation.shortened(value, 60) + ": " + what;
    }

    /** The node with a typical value, as a probe and as the base of nested probes. */
    private Optional<Node> accepted(Node node, int rank) {
        return typical.of(node.name(), node.schema()).map(value -> with(node, value, rank));
    }

    private Node with(Node node, JsonNode value, int rank) {
        ObjectNode body = ProbeBuilder.with(node.base(), node.at(), value);
        String id = body.equals(node.base())
                ? node.control()
                : builder.add(
                        new Target(
                                node.path() + "/ordinary",
                                tests(node, value.toString(), "a typical value"),
                                node.at(),
                                value.toString(),
                                "a typical value"),
                        body,
                        node.control(),
                        rank);
        return new Node(node.name(), node.path(), node.at(), node.schema(), body, id);
    }

    private void object(Node node, SchemaView view) {
        boolean part = node.path().startsWith("messages.") && isItem(node.at());
        Optional<Node> typicalNode = accepted(node, part ? Priorities.PART : Priorities.STRUCTURE);
        typicalNode.ifPresent(base -> properties(base, view));
    }

    private static boolean isItem(JsonPointer at) {
        return at.last() != null && at.last().getMatchingIndex() >= 0;
    }

    private void properties(Node node, SchemaView view) {
        properties(node, view, name -> node);
    }

    /**
     * The probes for the properties of an object.
     *
     * @param parent the object with a property of this name
     */
    void properties(Node node, SchemaView view, Function<String, Node> parent) {
        for (String name : view.required()) {
            JsonPointer at = node.at().appendProperty(name);
            ObjectNode body = ProbeBuilder.without(node.base(), at);
            if (!builder.violations(reading, body).isEmpty()) {
                builder.add(
                        new Target(join(node.path(), name) + "/missing", "a request without " + at, at, "", "required"),
                        body,
                        node.control(),
                        Priorities.violation(at));
            }
        }
        if (view.isClosed()) {
            JsonPointer at = node.at().appendProperty(ValueSynthesis.UNKNOWN);
            builder.add(
                    new Target(node.path() + "/unknown-member", "an undeclared property", at, "1", "closed"),
                    ProbeBuilder.with(node.base(), at, NODES.numberNode(1)),
                    node.control(),
                    Priorities.violation(at) + 1);
        }
        view.properties().forEach((name, schema) -> property(parent.apply(name), name, schema));
        view.schema("additionalProperties")
                .filter(schema -> view.properties().isEmpty()
                        && SchemaView.of(typical.document(), schema)
                                .keyword("type")
                                .isTextual())
                .ifPresent(schema -> property(node, "1", schema));
    }

    private void property(Node parent, String name, JsonPointer schema) {
        ObjectNode base =
                parent.at().matches() ? RequiredCompanions.added(builder, parent.base(), name) : parent.base();
        String control = builder.withBody(base).orElse(parent.control());
        visit(new Node(name, join(parent.path(), name), parent.at().appendProperty(name), schema, base, control));
    }

    private void array(Node node, SchemaView view) {
        Optional<JsonPointer> items = view.schema("items");
        if (items.isEmpty()) {
            return;
        }
        if (node.path().equals("messages")) {
            new ConversationTurns(builder, typical, this, items.get()).visit(node);
        } else {
            ArrayNode one = NODES.arrayNode();
            typical.item(node.name(), items.get(), 0).ifPresent(one::add);
            Node base = with(node, one, Priorities.STRUCTURE);
            item(base, items.get());
        }
        sizes(node, items.get());
    }

    private void item(Node list, JsonPointer schema) {
        SchemaView view = SchemaView.of(typical.document(), schema);
        boolean simple = !view.isObject() && view.branches().isEmpty();
        String path = simple ? list.path() + ".item" : list.path();
        if (!list.base().at(list.at()).isEmpty()) {
            visit(new Node(list.name(), path, list.at().appendIndex(0), schema, list.base(), list.control()));
        }
    }

    /** Arrays of the sizes in the contract, with typical items. */
    private void sizes(Node node, JsonPointer items) {
        for (SampleValue sample : mutations.of(node.schema())) {
            boolean sized =
                    sample.keyword().equals("minItems") || sample.keyword().equals("maxItems");
            boolean empty = sample.value().isArray() && sample.value().isEmpty();
            // an empty array is not tested as valid: schemas without minItems allow it by accident
            if (sample.value().isArray() && (sized || empty) && !(empty && sample.kind() == SampleValue.Kind.VALID)) {
                ArrayNode list = NODES.arrayNode();
                for (int i = 0; i < sample.value().size(); i++) {
                    typical.item(node.name(), items, i).ifPresent(list::add);
                }
                put(node, sample.withValue(list), Priorities.violation(node.at()));
            }
        }
    }

    private static String join(String path, String name) {
        return path.isEmpty() ? name : path + "." + name;
    }
}

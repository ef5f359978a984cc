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
import dev.loupe.probe.ProbeBuilder.Aim;
import dev.loupe.text.TextTruncation;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** One walk through the schema of the request. */
final class RequestSchemaWalker {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final int DEEPEST = 10;

    /** What goes with a member, without which it means nothing and servers refuse it. */
    private static final Map<String, ObjectNode> COMPANIONS = Map.of(
            "stream_options", NODES.objectNode().put("stream", true),
            "response_format",
                    NODES.objectNode()
                            .set(
                                    "messages",
                                    NODES.arrayNode().add(ProbeBuilder.message("user", TypicalValues.JSON_QUESTION))));

    /** Mutations of containers are made here, of ordinary values. */
    private static final Set<String> OWN =
            Set.of("required", "properties", "additionalProperties", "items", "anyOf", "");

    /**
     * A member that is reached.
     *
     * @param name its own name
     * @param path names from the top, with the names of branches, for ids
     * @param base a request in which its parent is there
     * @param twin id of the probe that is the base
     */
    record Node(String name, String path, JsonPointer at, JsonPointer schema, ObjectNode base, String twin) {
        int depth() {
            return (int) path.chars().filter(c -> c == '.').count();
        }
    }

    private final ProbeBuilder bench;
    private final Reading reading;
    private final TypicalValues ordinary;
    private final Mutations mutations;

    RequestSchemaWalker(ProbeBuilder bench, Reading reading) {
        this.bench = bench;
        this.reading = reading;
        this.ordinary = new TypicalValues(bench.schemas(), reading);
        this.mutations = Mutations.of(bench.schemas(), reading);
    }

    void request() {
        JsonPointer schema = bench.requestSchema(reading);
        Node root = new Node("", "", JsonPointer.empty(), schema, bench.plain(), ProbeBuilder.BASELINE);
        members(root, SchemaView.of(ordinary.document(), schema));
    }

    private void visit(Node node) {
        if (node.depth() > DEEPEST) {
            return;
        }
        visit(node, true);
    }

    /** The types of a branch are those of its union, which were tried before. */
    private void visit(Node node, boolean types) {
        SchemaView anatomy = SchemaView.of(ordinary.document(), node.schema());
        values(node, anatomy, types);
        if (node.name().equals("model")) {
            return; // of several models one is probed
        }
        if (!anatomy.branches().isEmpty()) {
            anatomy.branches().forEach(each -> branch(node, each));
        } else if (anatomy.isObject()) {
            object(node, anatomy);
        } else if (anatomy.isArray()) {
            list(node, anatomy);
        }
    }

    private void branch(Node node, JsonPointer schema) {
        SchemaView branch = SchemaView.of(ordinary.document(), schema);
        String name = branchName(branch);
        if (name.isEmpty()) {
            return; // a branch without a type forbids nothing and says nothing
        }
        Node inside = new Node(node.name(), node.path() + "." + name, node.at(), schema, node.base(), node.twin());
        visit(inside, false);
    }

    /** By the value that tells it from the others, else by its type. */
    private String branchName(SchemaView branch) {
        for (String name : List.of("role", "type")) {
            JsonPointer member = branch.properties().get(name);
            JsonNode values = member == null
                    ? NODES.missingNode()
                    : SchemaView.of(ordinary.document(), member).keyword("enum");
            if (values.size() == 1) {
                return values.path(0).asText();
            }
        }
        return branch.keyword("type").asText("");
    }

    /** What is made of a single value: bounds, types, enums, null. */
    void values(Node node, SchemaView anatomy, boolean types) {
        boolean anyInside = false;
        boolean union = !anatomy.branches().isEmpty();
        boolean typeTried = false;
        for (SampleValue made : mutations.of(node.schema())) {
            SampleValue sample = Priorities.named(made, anatomy);
            boolean wrongType = sample.variant() == Variant.WRONG_TYPE;
            boolean ofType = wrongType || sample.variant() == Variant.NULL;
            boolean sameType = wrongType && anatomy.hasTypeOf(sample.value());
            if (isOwn(sample) || sameType || (ofType ? !types : union)) {
                continue;
            }
            boolean inside = sample.kind() == SampleValue.Kind.VALID;
            anyInside |= inside && !sample.value().isNull();
            if (!inside || !isOther(node, sample)) {
                put(node, sample, Priorities.of(sample, node.at(), typeTried));
            }
            typeTried |= wrongType;
        }
        if (!anyInside && !union && !anatomy.isObject() && !anatomy.isArray()) {
            accepted(node, Priorities.ORDINARY);
        }
    }

    /** Another model than the one that is probed. */
    private static boolean isOther(Node node, SampleValue sample) {
        return node.name().equals("model") && !sample.value().isNull();
    }

    private static boolean isOwn(SampleValue sample) {
        boolean size = sample.keyword().equals("minItems") || sample.keyword().equals("maxItems");
        return size || OWN.contains(sample.keyword()) || sample.kind() == SampleValue.Kind.UNDECLARED;
    }

    private void put(Node node, SampleValue sample, int rank) {
        ObjectNode body = ProbeBuilder.with(node.base(), node.at(), sample.value());
        boolean invalid = !bench.wrong(reading, body).isEmpty();
        // another branch may take what this one forbids
        if (invalid == (sample.kind() == SampleValue.Kind.INVALID)) {
            String value = sample.value().toString();
            bench.add(
                    new Aim(
                            node.path() + "/" + sample.slug(),
                            tests(node, value, sample.label()),
                            node.at(),
                            value,
                            sample.rule()),
                    body,
                    node.twin(),
                    rank);
        }
    }

    private static String tests(Node node, String value, String what) {
        return node.at() + " = " + TextTruncation.shortened(value, 60) + ": " + what;
    }

    /** The node with an ordinary value, as a probe of its own and the base of what is within. */
    private Optional<Node> accepted(Node node, int rank) {
        return ordinary.of(node.name(), node.schema()).map(value -> with(node, value, rank));
    }

    private Node with(Node node, JsonNode value, int rank) {
        ObjectNode body = ProbeBuilder.with(node.base(), node.at(), value);
        String id = body.equals(node.base())
                ? node.twin()
                : bench.add(
                        new Aim(
                                node.path() + "/ordinary",
                                tests(node, value.toString(), "an ordinary value"),
                                node.at(),
                                value.toString(),
                                "an ordinary value"),
                        body,
                        node.twin(),
                        rank);
        return new Node(node.name(), node.path(), node.at(), node.schema(), body, id);
    }

    private void object(Node node, SchemaView anatomy) {
        Optional<Node> full = accepted(node, Priorities.STRUCTURE);
        full.ifPresent(base -> members(base, anatomy));
    }

    void members(Node node, SchemaView anatomy) {
        for (String name : anatomy.required()) {
            JsonPointer at = node.at().appendProperty(name);
            ObjectNode body = ProbeBuilder.without(node.base(), at);
            if (!bench.wrong(reading, body).isEmpty()) {
                bench.add(
                        new Aim(join(node.path(), name) + "/missing", "a request without " + at, at, "", "required"),
                        body,
                        node.twin(),
                        Priorities.violation(at));
            }
        }
        if (anatomy.isClosed()) {
            JsonPointer at = node.at().appendProperty(ValueSynthesis.UNKNOWN);
            bench.add(
                    new Aim(node.path() + "/unknown-member", "a member that is not listed", at, "1", "closed"),
                    ProbeBuilder.with(node.base(), at, NODES.numberNode(1)),
                    node.twin(),
                    Priorities.violation(at) + 1);
        }
        anatomy.properties().forEach((name, schema) -> member(node, name, schema));
        anatomy.schema("additionalProperties")
                .filter(schema -> anatomy.properties().isEmpty()
                        && SchemaView.of(ordinary.document(), schema)
                                .keyword("type")
                                .isTextual())
                .ifPresent(schema -> member(node, "1", schema));
    }

    private void member(Node parent, String name, JsonPointer schema) {
        ObjectNode base = parent.base();
        String twin = parent.twin();
        ObjectNode companion = parent.at().matches() ? COMPANIONS.get(name) : null;
        if (companion != null) {
            base = base.deepCopy();
            base.setAll(companion);
            twin = bench.withBody(base).orElse(twin);
        }
        visit(new Node(name, join(parent.path(), name), parent.at().appendProperty(name), schema, base, twin));
    }

    private void list(Node node, SchemaView anatomy) {
        Optional<JsonPointer> items = anatomy.schema("items");
        if (items.isEmpty()) {
            return;
        }
        if (node.path().equals("messages")) {
            new ConversationTurns(bench, ordinary, this, items.get()).visit(node);
        } else {
            ArrayNode one = NODES.arrayNode();
            ordinary.item(node.name(), items.get(), 0).ifPresent(one::add);
            Node base = with(node, one, Priorities.STRUCTURE);
            item(base, items.get());
        }
        sizes(node, items.get());
    }

    private void item(Node list, JsonPointer schema) {
        SchemaView anatomy = SchemaView.of(ordinary.document(), schema);
        boolean simple = !anatomy.isObject() && anatomy.branches().isEmpty();
        String path = simple ? list.path() + ".item" : list.path();
        if (!list.base().at(list.at()).isEmpty()) {
            visit(new Node(list.name(), path, list.at().appendIndex(0), schema, list.base(), list.twin()));
        }
    }

    /** Lists of as many items as the contract speaks of, of ordinary items. */
    private void sizes(Node node, JsonPointer items) {
        for (SampleValue sample : mutations.of(node.schema())) {
            boolean sized =
                    sample.keyword().equals("minItems") || sample.keyword().equals("maxItems");
            boolean empty = sample.value().isArray() && sample.value().isEmpty();
            // what is allowed only because nobody thought of it is no promise
            if (sample.value().isArray() && (sized || empty) && !(empty && sample.kind() == SampleValue.Kind.VALID)) {
                ArrayNode list = NODES.arrayNode();
                for (int i = 0; i < sample.value().size(); i++) {
                    ordinary.item(node.name(), items, i).ifPresent(list::add);
                }
                put(node, sample.withValue(list), Priorities.violation(node.at()));
            }
        }
    }

    private static String join(String path, String name) {
        return path.isEmpty() ? name : path + "." + name;
    }
}

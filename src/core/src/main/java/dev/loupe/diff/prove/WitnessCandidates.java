package dev.loupe.diff.prove;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.loupe.diff.compare.DifferenceKind;
import dev.loupe.diff.normal.NormalSchema;
import dev.loupe.diff.normal.NormalSchema.Plain;
import dev.loupe.diff.normal.SchemaRef;
import dev.loupe.diff.normal.SurfaceMatch;
import dev.loupe.diff.normal.TypeConstraints;
import dev.loupe.openapi.values.PatternStringGenerator;
import dev.loupe.openapi.values.PatternTrial;
import dev.loupe.openapi.values.SampleStrings;
import dev.loupe.openapi.values.ValueSynthesis;
import dev.loupe.text.JsonNumbers;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Candidates for a witness, that one schema accepts and the other should reject: values near the limits of both, and
 * values that only a comparison needs. Smallest first.
 */
final class WitnessCandidates {
    /** Properties of an object that exceeds maxProperties. */
    private static final int MOST_PROPERTIES = 2_000;

    /** Among them primes, which are multiples of nothing that another branch may accept. */
    private static final List<String> NUMBERS = List.of(
            "0", "0.5", "1", "-0.5", "-1", "1000000000000", "-1000000000000", "1000000000039", "-1000000000039");

    /** How far beyond a bound numbers are tried: another branch may accept the even ones, or the nearest. */
    private static final List<BigDecimal> DISTANCES =
            Stream.of("0.25", "1", "2", "3", "5", "7").map(BigDecimal::new).toList();

    private static final int LONGEST_NUMBER = 100;

    private static final int MOST_VALUES = 5;

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    /** Steps of all patterns on the values of one search. */
    static final int PATTERN_STEPS = 200_000;

    /** Values of an enum that are tried; those that the other schema does not list come first. */
    private static final int MOST_LISTED = 200;

    private final ValueBuilder accepting;
    private final @Nullable ValueBuilder rejecting;
    private final @Nullable NormalSchema reject;
    private final Set<JsonNode> all = new LinkedHashSet<>();

    private WitnessCandidates(ValueBuilder accepting, @Nullable ValueBuilder rejecting, @Nullable NormalSchema reject) {
        this.accepting = accepting;
        this.rejecting = rejecting;
        this.reject = reject;
    }

    /** Values for a difference in one constraint; if possible only values that this constraint decides. */
    static Set<JsonNode> values(
            ValueBuilder accepting,
            NormalSchema accept,
            ValueBuilder rejecting,
            @Nullable NormalSchema reject,
            DifferenceKind kind) {
        WitnessCandidates candidates = new WitnessCandidates(accepting, rejecting, reject);
        candidates.collect(accept, 0);
        NormalSchema only = SingleConstraint.only(kind, accept, reject);
        NormalSchema against = only == null ? reject : only;
        List<JsonNode> list = new ArrayList<>(candidates.all);
        PatternTrial patterns = new PatternTrial(PATTERN_STEPS);
        Set<JsonNode> separating = new LinkedHashSet<>(list);
        separating.removeIf(value -> !separates(accept, against, value, patterns));
        list.sort(Comparator.comparing((JsonNode value) -> separating.contains(value) ? 0 : 1)
                .thenComparing(value -> value.toString().length()));
        Set<JsonNode> decided = new LinkedHashSet<>(list);
        decided.removeIf(value -> only == null || !separating.contains(value));
        return decided.isEmpty() ? new LinkedHashSet<>(list) : decided;
    }

    private static boolean separates(
            NormalSchema accept, @Nullable NormalSchema reject, JsonNode value, PatternTrial patterns) {
        return reject != null
                && SurfaceMatch.fits(accept, value, patterns::matches)
                && !SurfaceMatch.fits(reject, value, patterns::matches);
    }

    private void collect(NormalSchema schema, int depth) {
        if (schema.nullable()) {
            all.add(NullNode.getInstance());
        }
        switch (schema) {
            case NormalSchema.Unresolved unresolved -> {}
            case NormalSchema.Union union -> {
                if (depth < 4) {
                    union.branches().forEach(branch -> collect(branch.schema(), depth + 1));
                }
            }
            case Plain plain -> plain(plain, reject instanceof Plain other ? other : null);
        }
    }

    private void plain(Plain plain, @Nullable Plain other) {
        all.addAll(other == null ? List.of() : TargetedValues.values(plain, other, accepting));
        Set<JsonNode> values = plain.values();
        if (values != null) {
            Set<JsonNode> kept = other == null || other.values() == null ? Set.of() : other.values();
            values.stream()
                    .filter(value -> !kept.contains(value))
                    .limit(MOST_LISTED)
                    .forEach(all::add);
            values.stream().limit(MOST_LISTED).forEach(all::add);
            return;
        }
        all.addAll(accepting.near(plain, rejecting, other));
        all.addAll(KeywordValues.TYPES);
        numbers(plain, other);
        strings(plain, other);
        listed(plain);
        if (other != null) {
            listed(other);
        }
        if (plain.types().contains(NormalSchema.Type.OBJECT)) {
            accepting.object(plain, 0).ifPresent(object -> objects(object, plain, other));
        }
    }

    /** Multiples of one number that are no multiples of another, numbers beyond the bounds, and large numbers. */
    private void numbers(Plain plain, @Nullable Plain other) {
        for (Plain each : other == null ? List.of(plain) : List.of(plain, other)) {
            around(each.numbers().min());
            around(each.numbers().max());
            for (BigDecimal multiple : each.numbers().multiples()) {
                for (String times : List.of("1", "3", "1001")) {
                    all.add(JsonNumbers.of(multiple.multiply(new BigDecimal(times))));
                }
            }
        }
        if (plain.types().contains(NormalSchema.Type.NUMBER)) {
            for (String each : NUMBERS) {
                all.add(JsonNumbers.of(new BigDecimal(each)));
            }
        }
    }

    /** Numbers on either side of a bound. */
    private void around(TypeConstraints.@Nullable Bound bound) {
        if (bound == null || Math.abs(bound.value().scale()) > LONGEST_NUMBER) {
            return;
        }
        BigDecimal whole = bound.value().setScale(0, RoundingMode.FLOOR);
        for (BigDecimal distance : DISTANCES) {
            all.add(JsonNumbers.of(whole.subtract(distance)));
            all.add(JsonNumbers.of(whole.add(distance)));
        }
    }

    private void strings(Plain plain, @Nullable Plain other) {
        if (!plain.types().contains(NormalSchema.Type.STRING)) {
            return;
        }
        if (other != null) {
            other.strings().patterns().forEach(pattern -> PatternStringGenerator.example(pattern)
                    .ifPresent(this::add));
            other.strings().formats().forEach(format -> add(SampleStrings.ofFormat(format)));
        }
        plain.strings().patterns().forEach(pattern -> PatternStringGenerator.examples(
                        pattern, PatternStringGenerator.TRIES)
                .forEach(this::add));
        SampleStrings.POOL.forEach(this::add);
    }

    /** The values in keywords such as {@code not}. */
    private void listed(Plain plain) {
        for (JsonNode keyword : plain.otherKeywords().values()) {
            JsonNode around = NODES.arrayNode().add(keyword);
            around.findValues("const").forEach(all::add);
            around.findValues("enum").forEach(values -> values.forEach(all::add));
        }
    }

    private void add(String text) {
        all.add(TextNode.valueOf(text));
    }

    private void objects(ObjectNode object, Plain plain, @Nullable Plain other) {
        all.add(object);
        if (other != null) {
            if (other.values() != null) {
                withEachListedValue(object, plain);
            }
            Long max = other.properties().max();
            if (max != null) {
                accepting
                        .object(plain, (int) Math.min(max + 1, MOST_PROPERTIES))
                        .ifPresent(all::add);
            }
            other.otherKeywords()
                    .forEach((name, keyword) -> withReferencedProperties(
                            object, plain, NODES.objectNode().set(name, keyword)));
        }
        plain.otherKeywords()
                .forEach((name, keyword) -> withReferencedProperties(
                        object, plain, NODES.objectNode().set(name, keyword)));
        SchemaRef additional = plain.properties().additional();
        if (additional != null) {
            accepting
                    .smallest(additional)
                    .ifPresent(value -> all.add(object.deepCopy().set(ValueSynthesis.UNKNOWN, value)));
        }
    }

    /** Objects that differ from the ones that an enum lists in the value of one property. */
    private void withEachListedValue(ObjectNode object, Plain plain) {
        plain.properties().named().forEach((name, ref) -> {
            if (accepting.schemas().schema(ref) instanceof Plain own) {
                List<JsonNode> values =
                        own.values() == null ? accepting.near(own, null, null) : List.copyOf(own.values());
                values.stream()
                        .limit(MOST_VALUES)
                        .forEach(value -> all.add(object.deepCopy().set(name, value)));
            }
        });
    }

    /** Objects with the properties that a keyword names: one at a time, and all of them. */
    private void withReferencedProperties(ObjectNode object, Plain plain, JsonNode keyword) {
        Map<String, JsonNode> properties = new LinkedHashMap<>();
        ReferencedProperties.collect(keyword, properties);
        ObjectNode integer = object.deepCopy();
        properties.forEach((name, named) -> {
            SchemaRef ref = plain.properties().named().get(name);
            JsonNode own = ref == null
                    ? TextNode.valueOf("a")
                    : accepting.smallest(ref).orElse(null);
            JsonNode value = named.isMissingNode() ? own : named;
            if (value != null) {
                integer.set(name, value);
                all.add(object.deepCopy().set(name, value));
            }
            if (ref == null) {
                all.add(object.deepCopy().put(name, 0));
            }
        });
        all.add(integer);
    }

    /** Values that two branches could both accept: the properties of both in one object. */
    static List<JsonNode> overlaps(ValueBuilder maker, NormalSchema schema) {
        List<JsonNode> merged = new ArrayList<>();
        List<NormalSchema> branches = schema instanceof NormalSchema.Union union
                ? union.branches().stream().map(NormalSchema.Branch::schema).toList()
                : List.of(schema);
        for (NormalSchema branch : branches.subList(0, Math.min(20, branches.size()))) {
            WitnessCandidates candidates = new WitnessCandidates(maker, null, null);
            candidates.collect(branch, 0);
            candidates.all.stream()
                    .sorted(Comparator.comparing(value -> value.toString().length()))
                    .limit(12)
                    .forEach(merged::add);
        }
        List<JsonNode> singles = List.copyOf(merged);
        for (JsonNode a : singles) {
            for (JsonNode b : singles) {
                if (a instanceof ObjectNode x && b instanceof ObjectNode y && merged.size() < 400) {
                    merged.add(x.deepCopy().setAll(y));
                }
            }
        }
        return merged;
    }
}

package dev.loupe.change;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.loupe.change.Shape.Plain;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Values worth trying as a witness: such that one schema accepts and the other should not. Smallest first. */
final class Candidates {
    private static final int LONGEST_TEXT = 200_000;
    /** Texts that are made from one pattern. */
    static final int PATTERN_TRIES = 60;

    private static final int MOST_ELEMENTS = 10_000;

    private final Instances accepting;
    private final @Nullable Shape accept;
    private final @Nullable Shape reject;
    private final Set<JsonNode> all = new LinkedHashSet<>();

    private Candidates(Instances accepting, @Nullable Shape accept, @Nullable Shape reject) {
        this.accepting = accepting;
        this.accept = accept;
        this.reject = reject;
    }

    /** Values for a difference that is about the value itself. */
    static Set<JsonNode> values(Instances accepting, @Nullable Shape accept, @Nullable Shape reject) {
        Candidates candidates = new Candidates(accepting, accept, reject);
        if (accept != null) {
            candidates.collect(accept, 0);
        }
        return candidates.sorted(reject);
    }

    /** The same for a difference in one constraint; only values that this constraint decides, when there are some. */
    static Set<JsonNode> values(Instances accepting, Shape accept, @Nullable Shape reject, Kind kind) {
        Candidates candidates = new Candidates(accepting, accept, reject);
        candidates.collect(accept, 0);
        Shape only = Facet.only(kind, accept, reject);
        Set<JsonNode> sorted = candidates.sorted(only == null ? reject : only);
        Set<JsonNode> decided = new LinkedHashSet<>(sorted);
        decided.removeIf(value -> only == null || !Fit.fits(accept, value) || Fit.fits(only, value));
        return decided.isEmpty() ? sorted : decided;
    }

    /** What obeys the accepting schema and breaks the other comes first, then the shorter. */
    private Set<JsonNode> sorted(@Nullable Shape against) {
        List<JsonNode> list = new ArrayList<>(all);
        list.sort(Comparator.comparing((JsonNode value) -> targeted(value, against) ? 0 : 1)
                .thenComparing(value -> value.toString().length()));
        return new LinkedHashSet<>(list);
    }

    private boolean targeted(JsonNode value, @Nullable Shape against) {
        return accept != null && against != null && Fit.fits(accept, value) && !Fit.fits(against, value);
    }

    private void collect(Shape shape, int depth) {
        if (shape.nullable()) {
            all.add(NullNode.getInstance());
        }
        switch (shape) {
            case Shape.Broken broken -> {}
            case Shape.Choice choice -> {
                if (depth < 4) {
                    choice.branches().forEach(branch -> collect(branch.shape(), depth + 1));
                }
            }
            case Plain plain -> plain(plain, reject instanceof Plain other ? other : null);
        }
    }

    private void plain(Plain plain, @Nullable Plain other) {
        all.addAll(other == null ? List.of() : Pointed.values(plain, other));
        Set<JsonNode> values = plain.values();
        if (values != null) {
            values.stream().limit(200).forEach(all::add);
            return;
        }
        if (plain.types().contains(Shape.Type.BOOLEAN)) {
            all.add(BooleanNode.TRUE);
            all.add(BooleanNode.FALSE);
        }
        if (plain.types().contains(Shape.Type.NUMBER)) {
            numbers(plain, other);
        }
        if (plain.types().contains(Shape.Type.STRING)) {
            texts(plain, other);
        }
        if (plain.types().contains(Shape.Type.ARRAY)) {
            arrays(plain, other);
        }
        if (plain.types().contains(Shape.Type.OBJECT)) {
            objects(plain, other);
        }
    }

    private void numbers(Plain plain, @Nullable Plain other) {
        TreeSet<BigDecimal> ends = new TreeSet<>(List.of(BigDecimal.ZERO));
        ends(plain, ends);
        if (other != null) {
            ends(other, ends);
        }
        TreeSet<BigDecimal> points = new TreeSet<>(ends);
        BigDecimal before = null;
        for (BigDecimal end : ends) {
            points.add(end.add(BigDecimal.ONE));
            points.add(end.subtract(BigDecimal.ONE));
            points.add(end.add(new BigDecimal("0.5")));
            points.add(end.subtract(new BigDecimal("0.5")));
            if (before != null) {
                points.add(before.add(end).divide(BigDecimal.TWO, 20, RoundingMode.HALF_UP));
            }
            before = end;
        }
        for (Plain each : other == null ? List.of(plain) : List.of(plain, other)) {
            each.numbers().multiples().forEach(multiple -> {
                points.add(multiple);
                points.add(multiple.divide(BigDecimal.TWO, 30, RoundingMode.HALF_UP));
                points.add(multiple.multiply(new BigDecimal("3")));
                points.add(multiple.multiply(new BigDecimal("1001")));
            });
        }
        points.add(new BigDecimal("1000000000000"));
        points.add(new BigDecimal("-1000000000000"));
        points.forEach(point -> all.add(Keywords.number(point)));
    }

    private static void ends(Plain plain, Set<BigDecimal> ends) {
        Shape.Bound min = plain.numbers().min();
        Shape.Bound max = plain.numbers().max();
        if (min != null) {
            ends.add(min.value());
        }
        if (max != null) {
            ends.add(max.value());
        }
    }

    private void texts(Plain plain, @Nullable Plain other) {
        JsonNode usual = Samples.text(plain.texts());
        if (usual != null) {
            all.add(usual);
        }
        if (other != null) {
            other.texts().patterns().forEach(pattern -> add(PatternText.example(pattern)));
            add(PatternLanguage.beyond(plain.texts().patterns(), other.texts().patterns()));
            other.texts().formats().forEach(format -> all.add(TextNode.valueOf(Samples.format(format))));
            length(other.texts().min() - 1);
            length(after(other.texts().max()));
        }
        plain.texts().patterns().forEach(pattern -> PatternText.examples(pattern, PATTERN_TRIES)
                .forEach(this::add));
        length(plain.texts().min());
        length(after(plain.texts().max()) - 1);
        Samples.POOL.forEach(each -> all.add(TextNode.valueOf(each)));
    }

    private void add(@Nullable String text) {
        if (text != null) {
            all.add(TextNode.valueOf(text));
        }
    }

    /** One more than the most; below zero when there is no most. */
    private static long after(@Nullable Long most) {
        return most == null ? -1 : most + 1;
    }

    private void length(long length) {
        if (length >= 0 && length <= LONGEST_TEXT) {
            all.add(TextNode.valueOf("x".repeat((int) length)));
        }
    }

    private void arrays(Plain plain, @Nullable Plain other) {
        List<Long> sizes = new ArrayList<>(List.of(plain.items().min(), 1L, 2L));
        if (other != null) {
            sizes.add(other.items().min() - 1);
            sizes.add(after(other.items().max()));
        }
        for (long size : sizes) {
            if (size >= 0 && size <= MOST_ELEMENTS) {
                JsonNode array = accepting.array(plain.items(), size, 0);
                if (array != null) {
                    all.add(array);
                }
            }
        }
    }

    private void objects(Plain plain, @Nullable Plain other) {
        JsonNode least = accepting.smallest(plain, Shape.Type.OBJECT, 0);
        if (!(least instanceof ObjectNode object)) {
            return;
        }
        all.add(object);
        if (other != null) {
            Long max = other.members().max();
            long enough = max == null ? 0 : max + 1;
            all.add(accepting.fill(object.deepCopy(), plain.members(), Math.min(enough, 2_000), 0));
        }
        plain.opaque().forEach((name, keyword) -> mentioned(object, plain, keywordNamed(name, keyword)));
        if (other != null) {
            other.opaque().forEach((name, keyword) -> mentioned(object, plain, keywordNamed(name, keyword)));
        }
        int count = 0;
        for (var property : plain.members().properties().entrySet()) {
            if (!object.has(property.getKey()) && count++ < 30) {
                JsonNode value = accepting.smallest(property.getValue());
                if (value != null) {
                    all.add(object.deepCopy().set(property.getKey(), value));
                }
            }
        }
        if (!plain.members().closed()) {
            JsonNode value = accepting.other(plain.members(), 0);
            if (value != null) {
                all.add(object.deepCopy().set("x1", value));
            }
        }
    }

    private static JsonNode keywordNamed(String name, JsonNode value) {
        return JsonNodeFactory.instance.objectNode().set(name, value);
    }

    /** Objects with the members that a keyword speaks of: one at a time, and all of them. */
    private void mentioned(ObjectNode object, Plain plain, JsonNode keyword) {
        Map<String, JsonNode> members = new LinkedHashMap<>();
        Mentions.collect(keyword, members);
        ObjectNode whole = object.deepCopy();
        members.forEach((name, said) -> {
            Slot slot = plain.members().properties().get(name);
            JsonNode own = slot == null ? TextNode.valueOf("x") : accepting.smallest(slot);
            JsonNode value = said.isMissingNode() ? own : said;
            if (value != null) {
                whole.set(name, value);
                all.add(object.deepCopy().set(name, value));
            }
            if (slot == null) {
                all.add(object.deepCopy().put(name, 0));
            }
        });
        all.add(whole);
    }

    /** Values that two branches of a union could both take: the members of one added to the other's. */
    static List<JsonNode> overlaps(Instances instances, Shape shape) {
        List<JsonNode> singles = new ArrayList<>();
        List<Shape> branches = shape instanceof Shape.Choice choice
                ? choice.branches().stream().map(Shape.Branch::shape).toList()
                : List.of(shape);
        branches.stream()
                .limit(20)
                .forEach(branch -> singles.addAll(
                        values(instances, branch, null).stream().limit(12).toList()));
        List<JsonNode> merged = new ArrayList<>(singles);
        for (JsonNode a : singles) {
            for (JsonNode b : singles) {
                if (a instanceof ObjectNode x && b instanceof ObjectNode y && merged.size() < 400) {
                    merged.add(x.deepCopy().setAll(y));
                }
            }
        }
        return merged;
    }

    /** Two equal elements. */
    static @Nullable JsonNode twice(Instances accepting, Plain plain) {
        if (!(accepting.array(plain.items(), Math.max(1, plain.items().min()), 0) instanceof ArrayNode array)) {
            return null;
        }
        return JsonNodeFactory.instance.arrayNode().addAll(array).add(array.get(0));
    }
}

package dev.loupe.text;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Finds an array with many different values of one hash code. A set of them compares each with each: JSON values have no
 * order that a hash table could use. Numbers that are equal as double have the same hash code.
 */
public final class CollidingValues {
    /** Different values of one array that may have the same hash code. Values that are not chosen for it are in the tens. */
    public static final int MOST = 1_000;

    /** Separates the hash codes of decimals from those of other values. */
    private static final long OF_DECIMAL = 1L << Integer.SIZE;

    private @Nullable JsonPointer found;

    private CollidingValues() {}

    /** The array with more than {@link #MOST} such values that is read first; null when there is none. */
    public static @Nullable JsonPointer find(JsonNode root) {
        CollidingValues search = new CollidingValues();
        search.hash(root, null);
        return search.found;
    }

    /** A child on the way to a value. */
    private record Step(@Nullable Step parent, String name) {}

    private static JsonPointer pointer(@Nullable Step step) {
        return step == null ? JsonPointer.empty() : pointer(step.parent()).appendProperty(step.name());
    }

    /** The hash code of the value, made of those of its children: each value is hashed once. */
    private int hash(JsonNode value, @Nullable Step at) {
        return switch (value) {
            case ObjectNode object -> {
                int sum = 0;
                for (Map.Entry<String, JsonNode> property : object.properties()) {
                    sum += property.getKey().hashCode() ^ hash(property.getValue(), new Step(at, property.getKey()));
                }
                yield sum;
            }
            case ArrayNode array -> {
                Map<Long, Colliding> byHash = new HashMap<>();
                int all = 1;
                for (int i = 0; i < array.size(); i++) {
                    JsonNode item = array.get(i);
                    int hash = hash(item, item.isContainerNode() ? new Step(at, Integer.toString(i)) : at);
                    all = 31 * all + hash;
                    if (array.size() > MOST && found == null) {
                        boolean many = colliding(byHash, hash, item)
                                || (item.isNumber() && colliding(byHash, OF_DECIMAL + hashOfDecimal(item), item));
                        found = many ? pointer(at) : null;
                    }
                }
                yield all;
            }
            default -> value.hashCode();
        };
    }

    private static boolean colliding(Map<Long, Colliding> byHash, long hash, JsonNode item) {
        return byHash.computeIfAbsent(hash, any -> new Colliding()).add(item) > MOST;
    }

    /** The hash code of the number as decimal, which validators make of each number; never negative here. */
    private static long hashOfDecimal(JsonNode number) {
        return Double.hashCode(number.doubleValue()) & 0xffffffffL;
    }

    /** The different values of one hash code. Most hash codes have one, which needs no set. */
    private static final class Colliding {
        private @Nullable JsonNode first;
        private Set<String> others = Set.of();

        int add(JsonNode value) {
            if (first == null) {
                first = value;
            } else if (!value.equals(first) && others.size() <= MOST) {
                others = others.isEmpty() ? new HashSet<>() : others;
                others.add(value.toString());
            }
            return 1 + others.size();
        }
    }
}

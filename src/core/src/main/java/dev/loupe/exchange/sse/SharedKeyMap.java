package dev.loupe.exchange.sse;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.AbstractMap;
import java.util.AbstractSet;
import java.util.Iterator;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The properties of one of many objects with the same keys: the keys are shared, the values are not. It needs a tenth of the memory
 * of a hash map, and for the few keys of a chunk it is as fast. Immutable.
 */
final class SharedKeyMap extends AbstractMap<String, JsonNode> {
    private final String[] names;
    private final JsonNode[] values;

    /** Keeps both arrays without a copy; the names are interned and distinct. */
    SharedKeyMap(String[] names, JsonNode[] values) {
        this.names = names;
        this.values = values;
    }

    @Override
    public int size() {
        return names.length;
    }

    @Override
    public @Nullable JsonNode get(@Nullable Object name) {
        int at = indexOf(name);
        return at < 0 ? null : values[at];
    }

    @Override
    public boolean containsKey(@Nullable Object name) {
        return indexOf(name) >= 0;
    }

    private int indexOf(@Nullable Object name) {
        for (int i = 0; i < names.length; i++) {
            if (names[i] == name) {
                return i;
            }
        }
        for (int i = 0; i < names.length; i++) {
            if (names[i].equals(name)) {
                return i;
            }
        }
        return -1;
    }

    @Override
    public Set<Map.Entry<String, JsonNode>> entrySet() {
        return new AbstractSet<>() {
            @Override
            public int size() {
                return names.length;
            }

            @Override
            public Iterator<Map.Entry<String, JsonNode>> iterator() {
                return entries();
            }
        };
    }

    private Iterator<Map.Entry<String, JsonNode>> entries() {
        return new Iterator<>() {
            private int next;

            @Override
            public boolean hasNext() {
                return next < names.length;
            }

            @Override
            public Map.Entry<String, JsonNode> next() {
                if (!hasNext()) {
                    throw new NoSuchElementException();
                }
                Map.Entry<String, JsonNode> entry = Map.entry(names[next], values[next]);
                next++;
                return entry;
            }
        };
    }
}

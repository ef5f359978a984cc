package dev.loupe.client.model;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.AbstractMap;
import java.util.AbstractSet;
import java.util.Arrays;
import java.util.Iterator;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Properties in the order in which they were added. Most objects have one or two extras, for which this takes a third of the memory of a
 * {@code LinkedHashMap}; it is slow for many.
 */
final class FewProperties extends AbstractMap<String, JsonNode> {
    /** A map with more properties should have another type. */
    static final int MAX = 8;

    /** Name, value, name, value. */
    private @Nullable Object[] entries = new Object[4];

    private int size;

    @Override
    public int size() {
        return size;
    }

    @Override
    public boolean containsKey(@Nullable Object name) {
        return indexOf(name) >= 0;
    }

    @Override
    public @Nullable JsonNode get(@Nullable Object name) {
        int index = indexOf(name);
        return index < 0 ? null : value(index);
    }

    @Override
    public @Nullable JsonNode put(String name, JsonNode value) {
        int index = indexOf(name);
        if (index >= 0) {
            JsonNode before = value(index);
            entries[2 * index + 1] = value;
            return before;
        }
        if (2 * size == entries.length) {
            entries = Arrays.copyOf(entries, 2 * entries.length);
        }
        entries[2 * size] = name;
        entries[2 * size + 1] = value;
        size++;
        return null;
    }

    @Override
    public @Nullable JsonNode remove(@Nullable Object name) {
        int index = indexOf(name);
        return index < 0 ? null : removed(index);
    }

    @Override
    public Set<Map.Entry<String, JsonNode>> entrySet() {
        return new AbstractSet<>() {
            @Override
            public int size() {
                return size;
            }

            @Override
            public Iterator<Map.Entry<String, JsonNode>> iterator() {
                return new Entries();
            }
        };
    }

    private int indexOf(@Nullable Object name) {
        for (int i = 0; i < size; i++) {
            if (name != null && name.equals(entries[2 * i])) {
                return i;
            }
        }
        return -1;
    }

    private JsonNode value(int index) {
        if (entries[2 * index + 1] instanceof JsonNode value) {
            return value;
        }
        throw new NoSuchElementException();
    }

    private String name(int index) {
        if (entries[2 * index] instanceof String name) {
            return name;
        }
        throw new NoSuchElementException();
    }

    private JsonNode removed(int index) {
        JsonNode before = value(index);
        System.arraycopy(entries, 2 * index + 2, entries, 2 * index, 2 * (size - index - 1));
        size--;
        entries[2 * size] = null;
        entries[2 * size + 1] = null;
        return before;
    }

    private final class Entries implements Iterator<Map.Entry<String, JsonNode>> {
        private int next;

        @Override
        public boolean hasNext() {
            return next < size;
        }

        @Override
        public Map.Entry<String, JsonNode> next() {
            if (!hasNext()) {
                throw new NoSuchElementException();
            }
            Map.Entry<String, JsonNode> entry = new SimpleImmutableEntry<>(name(next), value(next));
            next++;
            return entry;
        }

        @Override
        public void remove() {
            next--;
            removed(next);
        }
    }
}

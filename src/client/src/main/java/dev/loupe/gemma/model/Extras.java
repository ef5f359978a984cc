package dev.loupe.gemma.model;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The members of an object that its fields do not hold, immutable and in order. Two arrays and no map: nearly every chunk of a stream
 * has two or three explicit nulls, and none has many.
 */
final class Extras {
    static final Extras NONE = new Extras(new String[0], new JsonNode[0]);

    private final String[] names;
    private final JsonNode[] values;

    private Extras(String[] names, JsonNode[] values) {
        this.names = names;
        this.values = values;
    }

    Extras with(String name, JsonNode value) {
        Extras rest = without(name);
        int size = rest.names.length;
        String[] newNames = Arrays.copyOf(rest.names, size + 1);
        JsonNode[] newValues = Arrays.copyOf(rest.values, size + 1);
        newNames[size] = name;
        newValues[size] = value;
        return new Extras(newNames, newValues);
    }

    Extras without(String name) {
        int at = find(name);
        if (at < 0) {
            return this;
        }
        int after = names.length - at - 1;
        String[] newNames = Arrays.copyOf(names, names.length - 1);
        JsonNode[] newValues = Arrays.copyOf(values, values.length - 1);
        System.arraycopy(names, at + 1, newNames, at, after);
        System.arraycopy(values, at + 1, newValues, at, after);
        return new Extras(newNames, newValues);
    }

    @Nullable
    JsonNode get(String name) {
        int at = find(name);
        return at < 0 ? null : values[at];
    }

    private int find(String name) {
        for (int i = 0; i < names.length; i++) {
            if (names[i].equals(name)) {
                return i;
            }
        }
        return -1;
    }

    /** Copies, because a {@code JsonNode} can be changed and this object cannot. */
    Map<String, JsonNode> toMap() {
        if (names.length == 0) {
            return Map.of();
        }
        Map<String, JsonNode> map = new LinkedHashMap<>();
        for (int i = 0; i < names.length; i++) {
            map.put(names[i], values[i].deepCopy());
        }
        return Collections.unmodifiableMap(map);
    }

    void write(JsonGenerator generator) throws IOException {
        for (int i = 0; i < names.length; i++) {
            generator.writeFieldName(names[i]);
            Json.write(generator, values[i]);
        }
    }

    /** The order of members means nothing in JSON. */
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Extras that && toMap().equals(that.toMap());
    }

    @Override
    public int hashCode() {
        return names.length == 0 ? 0 : toMap().hashCode();
    }
}

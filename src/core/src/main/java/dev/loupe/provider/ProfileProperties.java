package dev.loupe.provider;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.loupe.provider.ProviderProfiles.BadProvider;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Reads properties of the YAML of one profile, with a message that names the file for whatever is wrong.
 *
 * @param file for messages
 */
record ProfileProperties(String file) {

    static List<String> names(JsonNode node) {
        List<String> names = new ArrayList<>();
        node.fieldNames().forEachRemaining(names::add);
        return names;
    }

    void known(JsonNode node, String at, String... names) throws BadProvider {
        if (node.isMissingNode()) {
            return;
        }
        if (!node.isObject()) {
            throw bad(at.isEmpty() ? "the document" : at, "must be a mapping");
        }
        for (String name : names(node)) {
            if (!Arrays.asList(names).contains(name)) {
                throw bad(at.isEmpty() ? name : at + "/" + name, "is unknown; known: " + String.join(", ", names));
            }
        }
    }

    String required(JsonNode node, String property) throws BadProvider {
        String text = text(node, property, "");
        if (text.isEmpty()) {
            throw bad(property, "is required");
        }
        return text;
    }

    String text(JsonNode node, String property, String otherwise) throws BadProvider {
        JsonNode value = node.path(property);
        if (value instanceof MissingNode) {
            return otherwise;
        }
        if (!value.isTextual()) {
            throw bad(property, "must be a string");
        }
        return value.textValue();
    }

    /** Whether a property has its only value; without the property it has not. */
    boolean states(JsonNode node, String property, String only) throws BadProvider {
        String text = text(node, property, only);
        if (!text.equals(only)) {
            throw bad(property, "is \"" + text + "\", but must be " + only + " or absent");
        }
        return node.has(property);
    }

    Set<String> words(JsonNode node, String property) throws BadProvider {
        Set<String> words = new LinkedHashSet<>();
        JsonNode list = node.path(property);
        if (!list.isArray() && !list.isMissingNode()) {
            throw bad(property, "must be a list");
        }
        for (JsonNode word : list) {
            if (!word.isTextual()) {
                throw bad(property, "must be a list of strings; put \"quotes\" around " + word);
            }
            words.add(word.textValue());
        }
        return words;
    }

    Optional<JsonPointer> pointer(JsonNode node, String property) throws BadProvider {
        String text = text(node, property, "");
        return text.isEmpty() ? Optional.empty() : Optional.of(pointer(text));
    }

    JsonPointer pointer(String text) throws BadProvider {
        if (!text.startsWith("/")) {
            throw bad(text, "must be a JSON pointer such as /error/message");
        }
        return JsonPointer.compile(text);
    }

    <E extends Enum<E>> E word(JsonNode node, String property, Class<E> type, E otherwise) throws BadProvider {
        String word = text(node, property, "");
        return word.isEmpty() ? otherwise : oneOf(word, property, type);
    }

    <E extends Enum<E>> E oneOf(String word, String property, Class<E> type) throws BadProvider {
        List<String> known = new ArrayList<>();
        for (E value : type.getEnumConstants()) {
            String written = value.name().toLowerCase(Locale.ROOT).replace('_', '-');
            if (written.equals(word)) {
                return value;
            }
            known.add(written);
        }
        throw bad(property, "is \"" + word + "\", but must be one of " + String.join(", ", known));
    }

    BadProvider bad(String property, String what) {
        return new BadProvider(file + ": " + property + " " + what);
    }
}

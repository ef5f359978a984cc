package dev.loupe.openapi;

import com.fasterxml.jackson.core.JsonPointer;
import java.util.ArrayDeque;
import java.util.Deque;
import org.apiguardian.api.API;
import org.jspecify.annotations.Nullable;

/**
 * A JSON pointer that grows at its end in constant time. A walk over a document of 100,000 properties makes as many and
 * writes few of them; to read a document, {@link #toJsonPointer()} makes Jackson's pointer.
 */
@API(status = API.Status.EXPERIMENTAL)
public final class DocumentPointer implements Comparable<DocumentPointer> {
    public static final DocumentPointer ROOT = new DocumentPointer(null, "");

    private final @Nullable DocumentPointer parent;
    private final String token;

    private DocumentPointer(@Nullable DocumentPointer parent, String token) {
        this.parent = parent;
        this.token = token;
    }

    public static DocumentPointer of(JsonPointer pointer) {
        DocumentPointer made = ROOT;
        for (JsonPointer rest = pointer; !rest.matches(); rest = rest.tail()) {
            made = made.then(rest.getMatchingProperty());
        }
        return made;
    }

    public DocumentPointer then(String property) {
        return new DocumentPointer(this, property);
    }

    public DocumentPointer then(int index) {
        return new DocumentPointer(this, Integer.toString(index));
    }

    /** The last token, unescaped; empty for the root. */
    public String last() {
        return token;
    }

    public JsonPointer toJsonPointer() {
        return JsonPointer.compile(toString());
    }

    @Override
    public String toString() {
        Deque<String> tokens = new ArrayDeque<>();
        for (DocumentPointer at = this; at.parent != null; at = at.parent) {
            tokens.push(at.token);
        }
        StringBuilder text = new StringBuilder();
        for (String each : tokens) {
            text.append('/').append(escaped(each));
        }
        return text.toString();
    }

    /** One token as a pointer writes it. */
    public static String escaped(String token) {
        return token.replace("~", "~0").replace("/", "~1");
    }

    @Override
    public int compareTo(DocumentPointer other) {
        return toString().compareTo(other.toString());
    }

    @Override
    public boolean equals(@Nullable Object other) {
        if (!(other instanceof DocumentPointer that)) {
            return false;
        }
        DocumentPointer one = this;
        DocumentPointer two = that;
        while (one != two && one.parent != null && two.parent != null && one.token.equals(two.token)) {
            one = one.parent;
            two = two.parent;
        }
        return one == two;
    }

    @Override
    public int hashCode() {
        int hash = 0;
        for (DocumentPointer at = this; at.parent != null; at = at.parent) {
            hash = 31 * hash + at.token.hashCode();
        }
        return hash;
    }
}

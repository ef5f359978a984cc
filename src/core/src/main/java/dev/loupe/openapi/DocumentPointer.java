package dev.loupe.openapi;

import org.jspecify.annotations.Nullable;

/**
 * A JSON pointer that grows at its end in constant time: a document of 100,000 members asks for as many, and few are ever
 * written out.
 */
public final class DocumentPointer implements Comparable<DocumentPointer> {
    public static final DocumentPointer ROOT = new DocumentPointer(null, "");

    private final @Nullable DocumentPointer up;
    private final String token;

    private DocumentPointer(@Nullable DocumentPointer up, String token) {
        this.up = up;
        this.token = token;
    }

    public DocumentPointer then(String member) {
        return new DocumentPointer(this, member);
    }

    public DocumentPointer then(int index) {
        return new DocumentPointer(this, Integer.toString(index));
    }

    /** The last token, unescaped; empty for the root. */
    public String last() {
        return token;
    }

    /** Reads {@code /a/b} or the fragment {@code #/a/b}, percent signs decoded by the caller. */
    public static DocumentPointer of(String text) {
        DocumentPointer pointer = ROOT;
        String path = text.startsWith("#") ? text.substring(1) : text;
        if (path.isEmpty()) {
            return pointer;
        }
        for (String token : path.substring(1).split("/", -1)) {
            pointer = pointer.then(token.replace("~1", "/").replace("~0", "~"));
        }
        return pointer;
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        write(text);
        return text.toString();
    }

    private void write(StringBuilder text) {
        java.util.ArrayDeque<String> tokens = new java.util.ArrayDeque<>();
        for (DocumentPointer at = this; at.up != null; at = at.up) {
            tokens.push(at.token);
        }
        for (String each : tokens) {
            text.append('/').append(each.replace("~", "~0").replace("/", "~1"));
        }
    }

    @Override
    public int compareTo(DocumentPointer other) {
        return toString().compareTo(other.toString());
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof DocumentPointer that
                && token.equals(that.token)
                && toString().equals(that.toString());
    }

    @Override
    public int hashCode() {
        return toString().hashCode();
    }
}

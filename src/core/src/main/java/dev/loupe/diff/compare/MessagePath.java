package dev.loupe.diff.compare;

import dev.loupe.diff.normal.SchemaRef;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A location in a message, as the steps that lead to it. */
public final class MessagePath {
    private final MessagePair message;
    private final @Nullable MessagePath up;
    private final @Nullable PathStep step;
    private final int depth;

    private MessagePath(MessagePair message, @Nullable MessagePath up, @Nullable PathStep step) {
        this.message = message;
        this.up = up;
        this.step = step;
        this.depth = up == null ? 0 : up.depth + 1;
    }

    static MessagePath of(MessagePair message) {
        return new MessagePath(message, null, null);
    }

    /** A location that no schema describes: an operation, its credentials, the document. */
    public static MessagePath of(String operation, SpecArea area, String part) {
        return of(new MessagePair(operation, area, part, SchemaRef.ANYTHING, SchemaRef.ANYTHING));
    }

    MessagePath then(PathStep next) {
        return new MessagePath(message, this, next);
    }

    public MessagePair message() {
        return message;
    }

    int depth() {
        return depth;
    }

    public List<PathStep> steps() {
        return new ArrayList<>(stepsBelow(0));
    }

    private Deque<PathStep> stepsBelow(int below) {
        Deque<PathStep> all = new ArrayDeque<>();
        for (MessagePath at = this; at != null && at.step != null && at.depth > below; at = at.up) {
            all.push(at.step);
        }
        return all;
    }

    /** The names of the properties on the path. */
    public List<String> properties() {
        List<String> names = new ArrayList<>();
        for (PathStep each : steps()) {
            if (each instanceof PathStep.Property property) {
                names.add(property.name());
            }
        }
        return names;
    }

    /** The steps below a depth, appended to another location. */
    MessagePath moved(int below, MessagePath to) {
        MessagePath location = to;
        for (PathStep each : stepsBelow(below)) {
            location = location.then(each);
        }
        return location;
    }

    /**
     * {@code messages[] role=user content}: names joined by dots, branches by their labels; empty for the whole
     * message.
     */
    public String path() {
        StringBuilder text = new StringBuilder();
        boolean labelled = false;
        for (PathStep each : steps()) {
            switch (each) {
                case PathStep.Property property -> {
                    text.append(text.isEmpty() ? "" : labelled ? " " : ".").append(property.name());
                    labelled = false;
                }
                case PathStep.AdditionalProperties additional -> text.append(text.isEmpty() ? "*" : ".*");
                case PathStep.Items items -> text.append("[]");
                case PathStep.Branch branch -> {
                    if (!branch.label().isEmpty()) {
                        text.append(text.isEmpty() ? "" : " ").append(branch.label());
                        labelled = true;
                    }
                }
            }
        }
        return text.toString();
    }
}

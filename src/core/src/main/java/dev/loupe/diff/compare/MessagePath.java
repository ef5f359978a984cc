package dev.loupe.diff.compare;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A place in a message, grown step by step. */
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
        Deque<PathStep> all = new ArrayDeque<>();
        for (MessagePath at = this; at != null && at.step != null; at = at.up) {
            all.push(at.step);
        }
        return new ArrayList<>(all);
    }

    /** The names of the members on the way. */
    public List<String> members() {
        List<String> names = new ArrayList<>();
        for (PathStep each : steps()) {
            if (each instanceof PathStep.Member member) {
                names.add(member.name());
            }
        }
        return names;
    }

    /** The steps below the given depth, put behind another place. */
    MessagePath moved(int below, MessagePath to) {
        MessagePath place = to;
        List<PathStep> steps = steps();
        for (PathStep each : steps.subList(Math.min(below, steps.size()), steps.size())) {
            place = place.then(each);
        }
        return place;
    }

    /** {@code messages[] role=user content}: names joined by dots, branches in words; empty for the whole message. */
    public String path() {
        StringBuilder text = new StringBuilder();
        boolean labelled = false;
        for (PathStep each : steps()) {
            switch (each) {
                case PathStep.Member member -> {
                    text.append(text.isEmpty() ? "" : labelled ? " " : ".").append(member.name());
                    labelled = false;
                }
                case PathStep.Others others -> text.append(text.isEmpty() ? "*" : ".*");
                case PathStep.Element element -> text.append("[]");
                case PathStep.Into into -> {
                    if (!into.label().isEmpty()) {
                        text.append(text.isEmpty() ? "" : " ").append(into.label());
                        labelled = true;
                    }
                }
            }
        }
        return text.toString();
    }
}

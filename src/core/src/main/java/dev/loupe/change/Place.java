package dev.loupe.change;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A place in a message, grown step by step. */
final class Place {
    private final Message message;
    private final @Nullable Place up;
    private final @Nullable Step step;
    private final int depth;

    private Place(Message message, @Nullable Place up, @Nullable Step step) {
        this.message = message;
        this.up = up;
        this.step = step;
        this.depth = up == null ? 0 : up.depth + 1;
    }

    static Place of(Message message) {
        return new Place(message, null, null);
    }

    Place then(Step next) {
        return new Place(message, this, next);
    }

    Message message() {
        return message;
    }

    int depth() {
        return depth;
    }

    List<Step> steps() {
        Deque<Step> all = new ArrayDeque<>();
        for (Place at = this; at != null && at.step != null; at = at.up) {
            all.push(at.step);
        }
        return new ArrayList<>(all);
    }

    /** The names of the members on the way. */
    List<String> members() {
        List<String> names = new ArrayList<>();
        for (Step each : steps()) {
            if (each instanceof Step.Member member) {
                names.add(member.name());
            }
        }
        return names;
    }

    /** The steps below the given depth, put behind another place. */
    Place moved(int below, Place to) {
        Place place = to;
        List<Step> steps = steps();
        for (Step each : steps.subList(Math.min(below, steps.size()), steps.size())) {
            place = place.then(each);
        }
        return place;
    }

    /** {@code messages[] role=user content}: names joined by dots, branches in words; empty for the whole message. */
    String path() {
        StringBuilder text = new StringBuilder();
        boolean labelled = false;
        for (Step each : steps()) {
            switch (each) {
                case Step.Member member -> {
                    text.append(text.isEmpty() ? "" : labelled ? " " : ".").append(member.name());
                    labelled = false;
                }
                case Step.Others others -> text.append(text.isEmpty() ? "*" : ".*");
                case Step.Element element -> text.append("[]");
                case Step.Into into -> {
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

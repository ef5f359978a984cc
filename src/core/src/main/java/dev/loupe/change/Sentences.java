package dev.loupe.change;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Says a change in one sentence: where, what, and whom it hurts. */
final class Sentences {
    private static final int LONGEST_VALUE = 80;

    private Sentences() {}

    static String of(Folding.Group group, @Nullable Witness witness) {
        Rule rule = group.rule();
        Fact head = group.head();
        String what = sentence(rule, head)
                .replace("{before}", phrase(head.before()))
                .replace("{after}", phrase(head.after()))
                .replace("{subject}", head.subject());
        String where = where(group);
        String sentence = where.isEmpty() ? what : where + ": " + what;
        return sentence + tail(rule, head, witness);
    }

    private static String sentence(Rule rule, Fact head) {
        if (rule.kind() == Kind.PROPERTY_REMOVED && !head.after().isMissingNode()) {
            return "it is no part of " + (rule.area() == Rule.Area.REQUEST ? "a request" : "an answer")
                    + " any more: only the other side writes it";
        }
        if (rule.kind() == Kind.PROPERTY_BECAME_REQUIRED
                && head.before().isMissingNode()
                && head.after().isMissingNode()) {
            return "it is now required";
        }
        return rule.sentence();
    }

    private static String phrase(JsonNode value) {
        return Words.phrase(value);
    }

    private static String where(Folding.Group group) {
        Fact head = group.head();
        Message message = head.place().message();
        if (head.direction() == Direction.DOCUMENT || head.direction() == Direction.SECURITY) {
            return "";
        }
        if (head.direction() == Direction.OPERATION) {
            return "`" + message.operation() + "`";
        }
        Set<String> names = new LinkedHashSet<>();
        for (Fact fact : group.facts()) {
            names.add(fact.place().path());
            fact.also().forEach(place -> names.add(place.path()));
        }
        List<String> shown = names.stream()
                .filter(name -> !name.isEmpty())
                .limit(3)
                .map(name -> "`" + name + "`")
                .toList();
        int more = names.size() - shown.size();
        String all = String.join(", ", shown) + (more > 0 && !shown.isEmpty() ? " and " + more + " more" : "");
        return all.isEmpty() ? message.part() : all + " in " + message.part();
    }

    static String place(Place place) {
        String path = place.path();
        String part = place.message().part();
        return path.isEmpty() ? part : path + " in " + part;
    }

    private static String tail(Rule rule, Fact head, @Nullable Witness witness) {
        if (witness == null || rule.impact() != Impact.BREAKING) {
            return "";
        }
        boolean absent = PlainProof.aboutMember(rule.kind()) && witness.leaf().isMissingNode();
        if (rule.area() == Rule.Area.REQUEST) {
            if (absent) {
                return "; senders who leave it out now get an error";
            }
            return witness.leaf().isMissingNode()
                    ? ""
                    : "; senders who use " + used(witness.leaf(), head) + " now get an error";
        }
        if (rule.area() == Rule.Area.ANSWER) {
            if (absent) {
                return "; readers who count on it may find nothing there";
            }
            return witness.leaf().isMissingNode() ? "" : "; readers may now meet " + used(witness.leaf(), head);
        }
        return "";
    }

    private static String used(JsonNode leaf, Fact head) {
        if (head.kind() == Kind.PROPERTY_REFUSED) {
            return "it";
        }
        String text = Words.value(leaf);
        return text.length() > LONGEST_VALUE ? text.substring(0, LONGEST_VALUE) + "..." : text;
    }
}

package dev.loupe.diff.judge;

import com.fasterxml.jackson.databind.JsonNode;
import dev.loupe.diff.compare.Difference;
import dev.loupe.diff.compare.DifferenceKind.Edit;
import dev.loupe.diff.compare.DifferenceKind.Subject;
import dev.loupe.diff.compare.MessagePair;
import dev.loupe.diff.compare.MessagePath;
import dev.loupe.diff.compare.SpecArea;
import dev.loupe.diff.normal.SchemaDescriber;
import dev.loupe.diff.prove.Witness;
import dev.loupe.text.TextTruncation;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Describes a change in one sentence: location, change, effect. */
final class ChangeMessage {
    private static final int LONGEST_VALUE = 80;
    private static final int LONGEST_PATH = 100;

    private ChangeMessage() {}

    static String of(DifferenceGrouping.Group group, @Nullable Witness witness) {
        DiffRule rule = group.rule();
        Difference head = group.head();
        String what = sentence(rule, head)
                .replace("{before}", phrase(head.before()))
                .replace("{after}", phrase(head.after()))
                .replace("{subject}", head.subject());
        String where = where(group);
        String sentence = where.isEmpty() ? what : where + ": " + what;
        return sentence + tail(rule, head, witness);
    }

    private static String sentence(DiffRule rule, Difference head) {
        if (rule.kind().is(Subject.PROPERTY, Edit.REMOVED) && !head.after().isMissingNode()) {
            return "property removed from "
                    + (rule.area() == DiffRule.Area.REQUEST
                            ? "requests: it is readOnly now"
                            : "responses: it is writeOnly now");
        }
        if (rule.kind().is(Subject.PROPERTY, Edit.BECAME_REQUIRED)
                && head.before().isMissingNode()
                && head.after().isMissingNode()) {
            return "property is now required";
        }
        return rule.sentence();
    }

    private static String phrase(JsonNode value) {
        return SchemaDescriber.phrase(value);
    }

    private static String where(DifferenceGrouping.Group group) {
        Difference head = group.head();
        MessagePair message = head.location().message();
        if (head.area() == SpecArea.DOCUMENT || head.area() == SpecArea.SECURITY) {
            return "";
        }
        if (head.area() == SpecArea.OPERATION) {
            return "`" + message.operation() + "`";
        }
        Set<String> names = new LinkedHashSet<>();
        for (Difference difference : group.differences()) {
            names.add(difference.location().path());
            difference.also().forEach(location -> names.add(location.path()));
        }
        List<String> shown = names.stream()
                .filter(name -> !name.isEmpty())
                .limit(3)
                .map(name -> "`" + readable(name) + "`")
                .toList();
        int more = names.size() - shown.size();
        String all = String.join(", ", shown) + (more > 0 && !shown.isEmpty() ? " and " + more + " more" : "");
        return all.isEmpty() ? message.part() : all + " in " + message.part();
    }

    /** A path without its middle, when it is long; the pointers of the change name its schemas. */
    private static String readable(String path) {
        return path.length() <= LONGEST_PATH
                ? path
                : TextTruncation.prefix(path, LONGEST_PATH / 2)
                        + TextTruncation.shortenedAtStart(path, LONGEST_PATH / 2);
    }

    static String location(MessagePath location) {
        String path = location.path();
        String part = location.message().part();
        return path.isEmpty() ? part : path + " in " + part;
    }

    private static String tail(DiffRule rule, Difference head, @Nullable Witness witness) {
        if (witness == null || rule.impact() != Impact.BREAKING) {
            return "";
        }
        boolean absent = rule.kind().isAboutPresence() && witness.leaf().isMissingNode();
        if (rule.area() == DiffRule.Area.REQUEST) {
            if (absent) {
                return "; " + messages(head.area()) + " without it are now rejected";
            }
            return witness.leaf().isMissingNode()
                    ? ""
                    : "; " + messages(head.area()) + " with " + used(witness.leaf(), head) + " are now rejected";
        }
        if (rule.area() == DiffRule.Area.RESPONSE) {
            if (absent) {
                return "; " + messages(head.area()) + " may omit it";
            }
            return witness.leaf().isMissingNode()
                    ? ""
                    : "; " + messages(head.area()) + " may now contain " + used(witness.leaf(), head);
        }
        return "";
    }

    private static String messages(SpecArea area) {
        return switch (area) {
            case WEBHOOK_REQUEST -> "webhook requests";
            case WEBHOOK_RESPONSE -> "responses to webhooks";
            case RESPONSE, STREAM -> "responses";
            case REQUEST, OPERATION, SECURITY, DOCUMENT -> "requests";
        };
    }

    private static String used(JsonNode leaf, Difference head) {
        if (head.kind().is(Subject.PROPERTY, Edit.REJECTED)) {
            return "it";
        }
        String text = SchemaDescriber.value(leaf);
        return TextTruncation.shortened(text, LONGEST_VALUE);
    }
}

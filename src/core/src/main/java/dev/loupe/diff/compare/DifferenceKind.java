package dev.loupe.diff.compare;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/**
 * What differs between two specs: the subject, and what happened to it.
 *
 * @param effect what that does to the set of valid messages
 */
public record DifferenceKind(Subject subject, Edit edit, Effect effect) {

    /** The kind with that subject and edit. {@link Subject} lists the valid pairs. */
    public static DifferenceKind of(Subject subject, Edit edit) {
        Effect effect = subject.effects.get(edit);
        if (effect == null) {
            throw new IllegalArgumentException(subject + " has no edit " + edit + ": add it to the subject");
        }
        return new DifferenceKind(subject, edit, effect);
    }

    /** Every kind. */
    public static List<DifferenceKind> all() {
        return Arrays.stream(Subject.values())
                .flatMap(subject -> subject.effects.keySet().stream().map(edit -> of(subject, edit)))
                .toList();
    }

    public boolean is(Subject otherSubject, Edit otherEdit) {
        return subject == otherSubject && edit == otherEdit;
    }

    /** True for differences about the presence of a property: they show at the object that holds it. */
    public boolean isAboutPresence() {
        return subject == Subject.REQUIRED_PROPERTY
                || (subject == Subject.PROPERTY
                        && (edit == Edit.BECAME_REQUIRED || edit == Edit.BECAME_OPTIONAL || edit == Edit.REJECTED));
    }

    /** True when the schemas accept different values, or may: an optional property has a schema, and what is not compared. */
    boolean changesValues() {
        return effect != Effect.NEITHER || subject == Subject.PROPERTY || subject == Subject.NESTING;
    }

    /** The id of its rules behind the area, {@code maximum-lowered}; ids never change. */
    public String id() {
        return subject.id.isEmpty() ? edit.id : subject.id + "-" + edit.id;
    }

    /** What a difference does to the set of valid messages. */
    public enum Effect {
        NARROWS,
        WIDENS,
        BOTH,
        NEITHER
    }

    /** What happened to a subject. */
    public enum Edit {
        ADDED,
        REMOVED,
        CHANGED,
        REPLACED,
        SET,
        DROPPED,
        RAISED,
        LOWERED,
        NARROWED,
        WIDENED,
        ALLOWED,
        REJECTED("refused"),
        ACCEPTED("admitted"),
        BECAME_REQUIRED,
        BECAME_OPTIONAL,
        BECAME_INTEGER,
        BECAME_NUMBER,
        OVERLAP,
        NO_LONGER_OVERLAP,
        DEPRECATED,
        NO_LONGER_DEPRECATED,
        BECAME_RANGE,
        NO_LONGER_RANGE,
        REMOVED_AFTER_SUNSET,
        MOVED,
        REQUIRED_NOW,
        NO_LONGER_REQUIRED,
        MISSING,
        ANOTHER_API,
        CAME_BACK,
        BROKEN,
        STILL_BROKEN,
        FIXED("fixed"),
        INVALID,
        STILL_INVALID,
        NO_LONGER_INVALID,
        TOO_DEEP,
        TOO_COMPLEX;

        private final String id;

        Edit() {
            this.id = name().toLowerCase(Locale.ROOT).replace('_', '-');
        }

        /** An edit whose ids were published under another word. */
        Edit(String id) {
            this.id = id;
        }
    }

    /** What can differ, with the edits that it can have. */
    public enum Subject {
        TYPE("type", both(Edit.CHANGED), narrows(Edit.REMOVED), widens(Edit.ADDED)),
        NUMBER_TYPE("", narrows(Edit.BECAME_INTEGER), widens(Edit.BECAME_NUMBER)),
        NULL("null", narrows(Edit.REJECTED), widens(Edit.ALLOWED)),
        ENUM("enum", both(Edit.REPLACED), narrows(Edit.SET), widens(Edit.DROPPED)),
        ENUM_VALUE("enum-value", narrows(Edit.REMOVED), widens(Edit.ADDED)),
        MINIMUM("minimum", lowerBound()),
        MAXIMUM("maximum", upperBound()),
        MIN_LENGTH("min-length", lowerBound()),
        MAX_LENGTH("max-length", upperBound()),
        MIN_ITEMS("min-items", lowerBound()),
        MAX_ITEMS("max-items", upperBound()),
        MIN_PROPERTIES("min-properties", lowerBound()),
        MAX_PROPERTIES("max-properties", upperBound()),
        MULTIPLE_OF("multiple-of", both(Edit.CHANGED), narrows(Edit.SET), widens(Edit.DROPPED)),
        PATTERN("pattern", both(Edit.CHANGED), narrows(Edit.NARROWED, Edit.SET), widens(Edit.WIDENED, Edit.DROPPED)),
        FORMAT("format", both(Edit.CHANGED), narrows(Edit.NARROWED, Edit.SET), widens(Edit.WIDENED, Edit.DROPPED)),
        FORMAT_HINT("format-hint", neither(Edit.CHANGED, Edit.SET, Edit.DROPPED, Edit.NARROWED, Edit.WIDENED)),
        UNIQUE_ITEMS("unique-items", narrows(Edit.SET), widens(Edit.DROPPED)),
        PROPERTY(
                "property",
                neither(Edit.ADDED, Edit.REMOVED),
                narrows(Edit.REJECTED, Edit.BECAME_REQUIRED),
                widens(Edit.ACCEPTED, Edit.BECAME_OPTIONAL)),
        REQUIRED_PROPERTY("required-property", narrows(Edit.ADDED), widens(Edit.REMOVED)),
        ADDITIONAL_PROPERTIES("unknown-members", narrows(Edit.REJECTED), widens(Edit.ACCEPTED)),
        BRANCH("branch", narrows(Edit.REMOVED), widens(Edit.ADDED)),
        BRANCHES("branches", narrows(Edit.OVERLAP), widens(Edit.NO_LONGER_OVERLAP)),
        DISCRIMINATOR("discriminator", neither(Edit.CHANGED, Edit.SET, Edit.DROPPED)),
        DISCRIMINATOR_VALUE("discriminator-value", neither(Edit.CHANGED, Edit.ADDED, Edit.REMOVED)),
        CONTENT("content", neither(Edit.CHANGED, Edit.SET, Edit.DROPPED, Edit.NARROWED, Edit.WIDENED)),
        CONSTRAINT(
                "constraint", both(Edit.CHANGED), narrows(Edit.SET, Edit.NARROWED), widens(Edit.DROPPED, Edit.WIDENED)),
        DEFAULT("default", neither(Edit.CHANGED, Edit.SET, Edit.DROPPED)),
        EXTENSIBLE_VALUE("extensible-value", neither(Edit.ADDED, Edit.REMOVED)),
        SUNSET("sunset", neither(Edit.SET, Edit.CHANGED, Edit.DROPPED, Edit.MISSING, Edit.INVALID)),
        STABILITY("stability", neither(Edit.RAISED, Edit.LOWERED, Edit.INVALID)),
        XML("xml", both(Edit.CHANGED)),
        DEPRECATION("", neither(Edit.DEPRECATED, Edit.NO_LONGER_DEPRECATED)),
        LIMITS_IN_DESCRIPTION("prose-range", neither(Edit.CHANGED)),
        DESCRIPTION("prose", neither(Edit.CHANGED)),
        EXAMPLE("sample", neither(Edit.CHANGED)),
        ANNOTATION("annotation", neither(Edit.CHANGED)),
        BODY(
                "body",
                neither(Edit.ADDED, Edit.DROPPED),
                narrows(Edit.BECAME_REQUIRED, Edit.REMOVED),
                widens(Edit.BECAME_OPTIONAL)),
        REQUIRED_BODY("required-body", narrows(Edit.ADDED)),
        MEDIA_TYPE("media-type", narrows(Edit.REMOVED, Edit.NO_LONGER_RANGE), widens(Edit.ADDED, Edit.BECAME_RANGE)),
        PARAMETER(
                "parameter",
                neither(Edit.ADDED, Edit.REMOVED),
                narrows(Edit.BECAME_REQUIRED),
                widens(Edit.BECAME_OPTIONAL)),
        REQUIRED_PARAMETER("required-parameter", narrows(Edit.ADDED), neither(Edit.REMOVED)),
        PARAMETER_STYLE("parameter-style", both(Edit.CHANGED)),
        RESERVED_CHARACTERS("reserved-characters", neither(Edit.CHANGED)),
        EMPTY_VALUE("empty-value", narrows(Edit.REJECTED), widens(Edit.ALLOWED)),
        PART_TYPE("part-type", neither(Edit.CHANGED), narrows(Edit.REMOVED), widens(Edit.ADDED)),
        HEADER(
                "header",
                neither(Edit.ADDED, Edit.REMOVED),
                both(Edit.CHANGED),
                narrows(Edit.BECAME_REQUIRED),
                widens(Edit.BECAME_OPTIONAL)),
        REQUIRED_HEADER("required-header", widens(Edit.REMOVED)),
        STATUS(
                "status",
                neither(Edit.ADDED),
                both(Edit.REMOVED),
                narrows(Edit.NO_LONGER_RANGE),
                widens(Edit.BECAME_RANGE)),
        ERROR_STATUS("error-status", neither(Edit.ADDED, Edit.REMOVED)),
        OPERATION("", neither(Edit.ADDED, Edit.REMOVED_AFTER_SUNSET), both(Edit.REMOVED, Edit.MOVED)),
        OPERATION_ID("id", neither(Edit.CHANGED)),
        SERVER("server", neither(Edit.ADDED, Edit.REMOVED)),
        CREDENTIALS("", narrows(Edit.REQUIRED_NOW), widens(Edit.NO_LONGER_REQUIRED)),
        SECURITY_ALTERNATIVE("way", narrows(Edit.REMOVED), widens(Edit.ADDED)),
        SECURITY_FLOW("flow", narrows(Edit.REMOVED), widens(Edit.ADDED)),
        SECURITY_ADDRESS("address", neither(Edit.CHANGED)),
        SCOPE("scope", narrows(Edit.ADDED), widens(Edit.REMOVED)),
        SECURITY_SCHEME("scheme", neither(Edit.CHANGED, Edit.MISSING)),
        API("", both(Edit.ANOTHER_API), neither(Edit.CAME_BACK)),
        REFERENCE("reference", neither(Edit.BROKEN, Edit.STILL_BROKEN, Edit.FIXED)),
        DOCUMENT("", neither(Edit.INVALID, Edit.STILL_INVALID, Edit.NO_LONGER_INVALID)),
        NESTING("", neither(Edit.TOO_DEEP, Edit.TOO_COMPLEX)),
        VERSION("version", neither(Edit.CHANGED)),
        COMPONENT("component", neither(Edit.CHANGED));

        private final String id;

        @SuppressWarnings("ImmutableEnumChecker") // filled by the constructor only
        private final Map<Edit, Effect> effects = new EnumMap<>(Edit.class);

        Subject(String id, Edits... edits) {
            this.id = id;
            for (Edits each : edits) {
                each.edits().forEach(edit -> effects.put(edit, each.effect()));
            }
        }

        private static Edits narrows(Edit... edits) {
            return new Edits(Effect.NARROWS, List.of(edits));
        }

        private static Edits widens(Edit... edits) {
            return new Edits(Effect.WIDENS, List.of(edits));
        }

        private static Edits both(Edit... edits) {
            return new Edits(Effect.BOTH, List.of(edits));
        }

        private static Edits neither(Edit... edits) {
            return new Edits(Effect.NEITHER, List.of(edits));
        }

        private static Edits[] lowerBound() {
            return new Edits[] {narrows(Edit.RAISED, Edit.SET), widens(Edit.LOWERED, Edit.DROPPED)};
        }

        private static Edits[] upperBound() {
            return new Edits[] {narrows(Edit.LOWERED, Edit.SET), widens(Edit.RAISED, Edit.DROPPED)};
        }

        /** The edit of a bound whose value changed. */
        Edit moved(boolean narrower) {
            Effect wanted = narrower ? Effect.NARROWS : Effect.WIDENS;
            return Stream.of(Edit.RAISED, Edit.LOWERED)
                    .filter(edit -> effects.get(edit) == wanted)
                    .findFirst()
                    .orElseThrow(() -> new IllegalArgumentException(this + " is no bound"));
        }
    }

    private record Edits(Effect effect, List<Edit> edits) {}
}

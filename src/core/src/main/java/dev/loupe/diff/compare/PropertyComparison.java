package dev.loupe.diff.compare;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.loupe.diff.compare.DifferenceKind.Edit;
import dev.loupe.diff.compare.DifferenceKind.Subject;
import dev.loupe.diff.normal.MessageDirection;
import dev.loupe.diff.normal.NormalSchema.Plain;
import dev.loupe.diff.normal.SchemaDescriber;
import dev.loupe.diff.normal.SchemaRef;
import dev.loupe.diff.normal.TypeConstraints.Properties;
import dev.loupe.openapi.DocumentPointer;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Compares the properties of objects. */
final class PropertyComparison {
    private final Plain old;
    private final Plain next;
    private final Properties before;
    private final Properties after;
    private final MessagePath location;
    private final SchemaComparison walk;

    private PropertyComparison(Plain a, Plain b, MessagePath location, SchemaComparison walk) {
        this.old = a;
        this.next = b;
        this.before = a.properties();
        this.after = b.properties();
        this.location = location;
        this.walk = walk;
    }

    static void compare(Plain a, Plain b, MessagePath location, SchemaComparison walk) {
        new PropertyComparison(a, b, location, walk).compare();
    }

    private void compare() {
        Set<String> names = new LinkedHashSet<>(before.named().keySet());
        names.addAll(after.named().keySet());
        for (String name : names) {
            SchemaRef left = before.named().get(name);
            SchemaRef right = after.named().get(name);
            if (left != null && right != null) {
                required(name, left, right);
                walk.compare(left, right, location.then(new PathStep.Property(name)));
            } else if (left != null && !(left.acceptsNothing() && after.closed())) {
                removed(name, left);
            } else if (right != null && !(right.acceptsNothing() && before.closed())) {
                added(name, right);
            }
        }
        Set<String> undescribed = new LinkedHashSet<>(before.required());
        undescribed.addAll(after.required());
        undescribed.removeAll(names);
        undescribed.forEach(name -> required(name, null, null));
        others();
    }

    private void required(String name, @Nullable SchemaRef left, @Nullable SchemaRef right) {
        boolean was = before.required().contains(name);
        boolean is = after.required().contains(name);
        if (was != is) {
            add(
                    DifferenceKind.of(Subject.PROPERTY, is ? Edit.BECAME_REQUIRED : Edit.BECAME_OPTIONAL),
                    name,
                    left,
                    right);
        }
    }

    private void removed(String name, SchemaRef left) {
        boolean was = before.required().contains(name) && !after.required().contains(name);
        SchemaRef additional = after.additional();
        if (walk.direction() == MessageDirection.REQUEST && after.closed()) {
            add(DifferenceKind.of(Subject.PROPERTY, Edit.REJECTED), name, left, null);
        } else if (walk.direction() == MessageDirection.RESPONSE && was) {
            add(DifferenceKind.of(Subject.REQUIRED_PROPERTY, Edit.REMOVED), name, left, null);
        } else if (after.required().contains(name)
                && (walk.direction() == MessageDirection.RESPONSE
                        || !before.required().contains(name))) {
            // it is required without a schema of its own
            required(name, left, null);
            walk.compare(left, SchemaRef.orAnything(additional), location.then(new PathStep.Property(name)));
        } else if (additional != null || (left.acceptsNothing() && hasPropertiesOnly(next))) {
            // now one of the additional properties, whose schema applies to it
            required(name, left, null);
            walk.compare(left, SchemaRef.orAnything(additional), location.then(new PathStep.Property(name)));
        } else if (left.acceptsNothing()) {
            // a keyword such as not may forbid it now: then there is no witness
            forbidden(Edit.DROPPED, left, null);
        } else {
            add(DifferenceKind.of(Subject.PROPERTY, Edit.REMOVED), name, left, null, hidden(name));
        }
    }

    /** The schema in NEW of a property that is now readOnly or writeOnly; a missing node when there is none. */
    private JsonNode hidden(String name) {
        return next.sources().stream()
                .map(part -> part.node().path("properties").path(name))
                .filter(node -> !node.isMissingNode())
                .findFirst()
                .orElse(MissingNode.getInstance());
    }

    private void added(String name, SchemaRef right) {
        boolean needed = after.required().contains(name) && !before.required().contains(name);
        SchemaRef additional = before.additional();
        if (walk.direction() == MessageDirection.REQUEST && needed) {
            add(DifferenceKind.of(Subject.REQUIRED_PROPERTY, Edit.ADDED), name, null, right);
        } else if (before.closed()) {
            add(DifferenceKind.of(Subject.PROPERTY, Edit.ACCEPTED), name, null, right);
        } else if (before.required().contains(name)) {
            // it was required, and any value was allowed
            required(name, null, right);
            walk.compare(SchemaRef.orAnything(additional), right, location.then(new PathStep.Property(name)));
        } else if (additional != null) {
            required(name, null, right);
            walk.compare(additional, right, location.then(new PathStep.Property(name)));
        } else if (right.acceptsNothing() && hasPropertiesOnly(old)) {
            // it is forbidden, not added
            walk.compare(SchemaRef.ANYTHING, right, location.then(new PathStep.Property(name)));
        } else if (right.acceptsNothing()) {
            // a keyword such as not may have forbidden it before: then there is no witness
            forbidden(Edit.SET, null, right);
        } else {
            add(DifferenceKind.of(Subject.PROPERTY, Edit.ADDED), name, null, right);
        }
    }

    /** True when no other keyword can forbid a property. */
    private static boolean hasPropertiesOnly(Plain plain) {
        return plain.otherKeywords().isEmpty() && plain.unions().isEmpty();
    }

    private void forbidden(Edit edit, @Nullable SchemaRef left, @Nullable SchemaRef right) {
        walk.add(Difference.of(
                        DifferenceKind.of(Subject.CONSTRAINT, edit),
                        location,
                        left == null ? old.keyword("properties") : left.at(),
                        right == null ? next.keyword("properties") : right.at(),
                        text(left),
                        text(right))
                .about("properties"));
    }

    private void others() {
        if (before.closed() != after.closed()) {
            walk.add(Difference.of(
                    DifferenceKind.of(Subject.ADDITIONAL_PROPERTIES, after.closed() ? Edit.REJECTED : Edit.ACCEPTED),
                    location,
                    old.keyword("additionalProperties"),
                    next.keyword("additionalProperties")));
        } else if (!before.closed() && (before.additional() != null || after.additional() != null)) {
            walk.compare(
                    SchemaRef.orAnything(before.additional()),
                    SchemaRef.orAnything(after.additional()),
                    location.then(new PathStep.AdditionalProperties()));
        }
    }

    private void add(DifferenceKind kind, String name, @Nullable SchemaRef left, @Nullable SchemaRef right) {
        add(kind, name, left, right, text(right));
    }

    private void add(
            DifferenceKind kind, String name, @Nullable SchemaRef left, @Nullable SchemaRef right, JsonNode after) {
        boolean onlyRequired =
                kind.is(Subject.PROPERTY, Edit.BECAME_REQUIRED) || kind.is(Subject.PROPERTY, Edit.BECAME_OPTIONAL);
        String around = onlyRequired ? "required" : "properties";
        DocumentPointer from = left == null || onlyRequired ? old.keyword(around) : left.at();
        DocumentPointer to = right == null || onlyRequired ? next.keyword(around) : right.at();
        walk.add(Difference.of(kind, location.then(new PathStep.Property(name)), from, to, text(left), after)
                .about(name));
    }

    /** The schema as written, so that accepting this change accepts no other. */
    private static JsonNode text(@Nullable SchemaRef ref) {
        if (ref == null || ref.parts().isEmpty()) {
            return MissingNode.getInstance();
        }
        JsonNode node = ref.parts().getLast().node();
        return node.isBoolean() ? TextNode.valueOf(node.asText()) : SchemaDescriber.outline(node);
    }
}

package dev.loupe.diff.compare;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.loupe.diff.normal.MessageDirection;
import dev.loupe.diff.normal.NormalSchema.Members;
import dev.loupe.diff.normal.NormalSchema.Plain;
import dev.loupe.diff.normal.SchemaDescriber;
import dev.loupe.diff.normal.SchemaRef;
import dev.loupe.openapi.DocumentPointer;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Compares what is asked of the members of objects. */
final class PropertyComparison {
    private final Plain old;
    private final Plain next;
    private final Members before;
    private final Members after;
    private final MessagePath place;
    private final SchemaComparison walk;

    private PropertyComparison(Plain a, Plain b, MessagePath place, SchemaComparison walk) {
        this.old = a;
        this.next = b;
        this.before = a.members();
        this.after = b.members();
        this.place = place;
        this.walk = walk;
    }

    static void compare(Plain a, Plain b, MessagePath place, SchemaComparison walk) {
        new PropertyComparison(a, b, place, walk).compare();
    }

    private void compare() {
        Set<String> names = new LinkedHashSet<>(before.properties().keySet());
        names.addAll(after.properties().keySet());
        for (String name : names) {
            SchemaRef mine = before.properties().get(name);
            SchemaRef theirs = after.properties().get(name);
            if (mine != null && theirs != null) {
                required(name, mine, theirs);
                walk.compare(mine, theirs, place.then(new PathStep.Member(name)));
            } else if (mine != null) {
                gone(name, mine);
            } else if (theirs != null) {
                come(name, theirs);
            }
        }
        Set<String> undescribed = new LinkedHashSet<>(before.required());
        undescribed.addAll(after.required());
        undescribed.removeAll(names);
        undescribed.forEach(name -> required(name, null, null));
        others();
    }

    private void required(String name, @Nullable SchemaRef mine, @Nullable SchemaRef theirs) {
        boolean was = before.required().contains(name);
        boolean is = after.required().contains(name);
        if (was != is) {
            add(
                    is ? DifferenceKind.PROPERTY_BECAME_REQUIRED : DifferenceKind.PROPERTY_BECAME_OPTIONAL,
                    name,
                    mine,
                    theirs);
        }
    }

    private void gone(String name, SchemaRef mine) {
        boolean was = before.required().contains(name) && !after.required().contains(name);
        SchemaRef others = after.others();
        if (walk.side() == MessageDirection.REQUEST && after.closed()) {
            add(DifferenceKind.PROPERTY_REFUSED, name, mine, null);
        } else if (walk.side() == MessageDirection.ANSWER && was) {
            add(DifferenceKind.REQUIRED_PROPERTY_REMOVED, name, mine, null);
        } else if (walk.side() == MessageDirection.ANSWER && after.required().contains(name)) {
            // it is still there, and may be anything
            required(name, mine, null);
            walk.compare(mine, SchemaRef.orAnything(others), place.then(new PathStep.Member(name)));
        } else if (others != null) {
            // a member of a map now: what is asked of it is what is asked of all
            required(name, mine, null);
            walk.compare(mine, others, place.then(new PathStep.Member(name)));
        } else {
            add(DifferenceKind.PROPERTY_REMOVED, name, mine, null, hidden(name));
        }
    }

    /** What NEW still says of a member that only the other side writes now; a missing node when it says nothing. */
    private JsonNode hidden(String name) {
        return next.sources().stream()
                .map(part -> part.node().path("properties").path(name))
                .filter(node -> !node.isMissingNode())
                .findFirst()
                .orElse(MissingNode.getInstance());
    }

    private void come(String name, SchemaRef theirs) {
        boolean needed = after.required().contains(name) && !before.required().contains(name);
        SchemaRef others = before.others();
        if (walk.side() == MessageDirection.REQUEST && needed) {
            add(DifferenceKind.REQUIRED_PROPERTY_ADDED, name, null, theirs);
        } else if (before.closed()) {
            add(DifferenceKind.PROPERTY_ADMITTED, name, null, theirs);
        } else if (walk.side() == MessageDirection.REQUEST && before.required().contains(name)) {
            // it had to be there, and could be anything
            required(name, null, theirs);
            walk.compare(SchemaRef.orAnything(others), theirs, place.then(new PathStep.Member(name)));
        } else if (others != null) {
            required(name, null, theirs);
            walk.compare(others, theirs, place.then(new PathStep.Member(name)));
        } else {
            add(DifferenceKind.PROPERTY_ADDED, name, null, theirs);
        }
    }

    private void others() {
        if (before.closed() != after.closed()) {
            walk.add(Difference.of(
                    after.closed() ? DifferenceKind.UNKNOWN_MEMBERS_REFUSED : DifferenceKind.UNKNOWN_MEMBERS_ADMITTED,
                    place,
                    old.keyword("additionalProperties"),
                    next.keyword("additionalProperties")));
        } else if (!before.closed() && (before.others() != null || after.others() != null)) {
            walk.compare(
                    SchemaRef.orAnything(before.others()),
                    SchemaRef.orAnything(after.others()),
                    place.then(new PathStep.Others()));
        }
    }

    private void add(DifferenceKind kind, String name, @Nullable SchemaRef mine, @Nullable SchemaRef theirs) {
        add(kind, name, mine, theirs, text(theirs));
    }

    private void add(
            DifferenceKind kind, String name, @Nullable SchemaRef mine, @Nullable SchemaRef theirs, JsonNode after) {
        boolean onlyRequired =
                kind == DifferenceKind.PROPERTY_BECAME_REQUIRED || kind == DifferenceKind.PROPERTY_BECAME_OPTIONAL;
        String around = onlyRequired ? "required" : "properties";
        DocumentPointer from = mine == null || onlyRequired ? old.keyword(around) : mine.at();
        DocumentPointer to = theirs == null || onlyRequired ? next.keyword(around) : theirs.at();
        walk.add(Difference.of(kind, place.then(new PathStep.Member(name)), from, to, text(mine), after)
                .about(name));
    }

    /** The schema as it is written, so that accepting the change accepts no other. */
    private static JsonNode text(@Nullable SchemaRef slot) {
        if (slot == null || slot.parts().isEmpty()) {
            return MissingNode.getInstance();
        }
        JsonNode node = slot.parts().getLast().node();
        return node.isBoolean() ? TextNode.valueOf(node.asText()) : SchemaDescriber.outline(node);
    }
}

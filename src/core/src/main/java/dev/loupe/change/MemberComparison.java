package dev.loupe.change;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.loupe.change.Shape.Members;
import dev.loupe.change.Shape.Plain;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Compares what is asked of the members of objects. */
final class MemberComparison {
    private final Plain old;
    private final Plain next;
    private final Members before;
    private final Members after;
    private final Place place;
    private final SchemaComparison walk;

    private MemberComparison(Plain a, Plain b, Place place, SchemaComparison walk) {
        this.old = a;
        this.next = b;
        this.before = a.members();
        this.after = b.members();
        this.place = place;
        this.walk = walk;
    }

    static void compare(Plain a, Plain b, Place place, SchemaComparison walk) {
        new MemberComparison(a, b, place, walk).compare();
    }

    private void compare() {
        Set<String> names = new LinkedHashSet<>(before.properties().keySet());
        names.addAll(after.properties().keySet());
        for (String name : names) {
            Slot mine = before.properties().get(name);
            Slot theirs = after.properties().get(name);
            if (mine != null && theirs != null) {
                required(name, mine, theirs);
                walk.compare(mine, theirs, place.then(new Step.Member(name)));
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

    private void required(String name, @Nullable Slot mine, @Nullable Slot theirs) {
        boolean was = before.required().contains(name);
        boolean is = after.required().contains(name);
        if (was != is) {
            add(is ? Kind.PROPERTY_BECAME_REQUIRED : Kind.PROPERTY_BECAME_OPTIONAL, name, mine, theirs);
        }
    }

    private void gone(String name, Slot mine) {
        boolean was = before.required().contains(name) && !after.required().contains(name);
        Slot others = after.others();
        if (walk.side() == Side.REQUEST && after.closed()) {
            add(Kind.PROPERTY_REFUSED, name, mine, null);
        } else if (walk.side() == Side.ANSWER && was) {
            add(Kind.REQUIRED_PROPERTY_REMOVED, name, mine, null);
        } else if (walk.side() == Side.ANSWER && after.required().contains(name)) {
            // it is still there, and may be anything
            required(name, mine, null);
            walk.compare(mine, Slot.orAnything(others), place.then(new Step.Member(name)));
        } else if (others != null) {
            // a member of a map now: what is asked of it is what is asked of all
            required(name, mine, null);
            walk.compare(mine, others, place.then(new Step.Member(name)));
        } else {
            add(Kind.PROPERTY_REMOVED, name, mine, null, hidden(name));
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

    private void come(String name, Slot theirs) {
        boolean needed = after.required().contains(name) && !before.required().contains(name);
        Slot others = before.others();
        if (walk.side() == Side.REQUEST && needed) {
            add(Kind.REQUIRED_PROPERTY_ADDED, name, null, theirs);
        } else if (before.closed()) {
            add(Kind.PROPERTY_ADMITTED, name, null, theirs);
        } else if (walk.side() == Side.REQUEST && before.required().contains(name)) {
            // it had to be there, and could be anything
            required(name, null, theirs);
            walk.compare(Slot.orAnything(others), theirs, place.then(new Step.Member(name)));
        } else if (others != null) {
            required(name, null, theirs);
            walk.compare(others, theirs, place.then(new Step.Member(name)));
        } else {
            add(Kind.PROPERTY_ADDED, name, null, theirs);
        }
    }

    private void others() {
        if (before.closed() != after.closed()) {
            walk.add(Fact.of(
                    after.closed() ? Kind.UNKNOWN_MEMBERS_REFUSED : Kind.UNKNOWN_MEMBERS_ADMITTED,
                    place,
                    old.keyword("additionalProperties"),
                    next.keyword("additionalProperties")));
        } else if (!before.closed() && (before.others() != null || after.others() != null)) {
            walk.compare(
                    Slot.orAnything(before.others()), Slot.orAnything(after.others()), place.then(new Step.Others()));
        }
    }

    private void add(Kind kind, String name, @Nullable Slot mine, @Nullable Slot theirs) {
        add(kind, name, mine, theirs, text(theirs));
    }

    private void add(Kind kind, String name, @Nullable Slot mine, @Nullable Slot theirs, JsonNode after) {
        boolean onlyRequired = kind == Kind.PROPERTY_BECAME_REQUIRED || kind == Kind.PROPERTY_BECAME_OPTIONAL;
        String around = onlyRequired ? "required" : "properties";
        Pointer from = mine == null || onlyRequired ? old.keyword(around) : mine.at();
        Pointer to = theirs == null || onlyRequired ? next.keyword(around) : theirs.at();
        walk.add(Fact.of(kind, place.then(new Step.Member(name)), from, to, text(mine), after)
                .about(name));
    }

    /** The schema as it is written, so that accepting the change accepts no other. */
    private static JsonNode text(@Nullable Slot slot) {
        if (slot == null || slot.parts().isEmpty()) {
            return MissingNode.getInstance();
        }
        JsonNode node = slot.parts().getLast().node();
        return node.isBoolean() ? TextNode.valueOf(node.asText()) : Words.outline(node);
    }
}

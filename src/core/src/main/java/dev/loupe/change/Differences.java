package dev.loupe.change;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What is gathered while two documents are compared. */
final class Differences {
    final JsonNode oldRoot;
    final JsonNode nextRoot;
    final Normalizer oldRequests;
    final Normalizer nextRequests;
    final Normalizer oldAnswers;
    final Normalizer nextAnswers;
    final List<Fact> facts = new ArrayList<>();
    final List<SchemaComparison.Exclusive> exclusives = new ArrayList<>();

    Differences(JsonNode oldRoot, JsonNode nextRoot) {
        this.oldRoot = oldRoot;
        this.nextRoot = nextRoot;
        boolean translated = Normalizer.threeZero(oldRoot) != Normalizer.threeZero(nextRoot);
        this.oldRequests = UnionCover.normalizer(oldRoot, Side.REQUEST, translated);
        this.nextRequests = UnionCover.normalizer(nextRoot, Side.REQUEST, translated);
        this.oldAnswers = UnionCover.normalizer(oldRoot, Side.ANSWER, translated);
        this.nextAnswers = UnionCover.normalizer(nextRoot, Side.ANSWER, translated);
    }

    Normalizer old(Direction direction) {
        return direction.side() == Side.REQUEST ? oldRequests : oldAnswers;
    }

    Normalizer next(Direction direction) {
        return direction.side() == Side.REQUEST ? nextRequests : nextAnswers;
    }

    void compare(Message message) {
        SchemaComparison walk = walk(message);
        walk.compare(message.old(), message.next(), Place.of(message));
        keep(walk);
    }

    /** Compares what is written as text whatever its kind: parameters and headers. */
    void compareTexts(Message message) {
        SchemaComparison walk = walk(message);
        walk.compareTexts(message.old(), message.next(), Place.of(message));
        keep(walk);
    }

    private SchemaComparison walk(Message message) {
        return new SchemaComparison(
                old(message.direction()),
                next(message.direction()),
                message.direction().side());
    }

    private void keep(SchemaComparison walk) {
        facts.addAll(walk.facts());
        exclusives.addAll(walk.exclusives());
    }

    void add(
            Kind kind,
            Place place,
            @Nullable Pointer oldAt,
            @Nullable Pointer newAt,
            String before,
            String after,
            String subject) {
        facts.add(Fact.of(kind, place, oldAt, newAt, text(before), text(after)).about(subject));
    }

    private static JsonNode text(String text) {
        return text.isEmpty() ? MissingNode.getInstance() : TextNode.valueOf(text);
    }

    static Place place(String operation, Direction direction, String part) {
        return Place.of(new Message(operation, direction, part, Slot.ANYTHING, Slot.ANYTHING));
    }
}

package dev.loupe.diff.compare;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.loupe.diff.normal.MessageDirection;
import dev.loupe.diff.normal.Normalizer;
import dev.loupe.diff.normal.SchemaRef;
import dev.loupe.openapi.DocumentPointer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What is gathered while two documents are compared. */
public final class DifferenceCollector {
    public final JsonNode oldRoot;
    public final JsonNode nextRoot;
    final Normalizer oldRequests;
    final Normalizer nextRequests;
    final Normalizer oldAnswers;
    final Normalizer nextAnswers;
    public final List<Difference> facts = new ArrayList<>();
    public final List<SchemaComparison.Exclusive> exclusives = new ArrayList<>();

    DifferenceCollector(JsonNode oldRoot, JsonNode nextRoot) {
        this.oldRoot = oldRoot;
        this.nextRoot = nextRoot;
        boolean translated = Normalizer.threeZero(oldRoot) != Normalizer.threeZero(nextRoot);
        this.oldRequests = UnionCoverage.normalizer(oldRoot, MessageDirection.REQUEST, translated);
        this.nextRequests = UnionCoverage.normalizer(nextRoot, MessageDirection.REQUEST, translated);
        this.oldAnswers = UnionCoverage.normalizer(oldRoot, MessageDirection.ANSWER, translated);
        this.nextAnswers = UnionCoverage.normalizer(nextRoot, MessageDirection.ANSWER, translated);
    }

    public Normalizer old(SpecArea direction) {
        return direction.side() == MessageDirection.REQUEST ? oldRequests : oldAnswers;
    }

    public Normalizer next(SpecArea direction) {
        return direction.side() == MessageDirection.REQUEST ? nextRequests : nextAnswers;
    }

    void compare(MessagePair message) {
        SchemaComparison walk = walk(message);
        walk.compare(message.old(), message.next(), MessagePath.of(message));
        keep(walk);
    }

    /** Compares what is written as text whatever its kind: parameters and headers. */
    void compareTexts(MessagePair message) {
        SchemaComparison walk = walk(message);
        walk.compareTexts(message.old(), message.next(), MessagePath.of(message));
        keep(walk);
    }

    private SchemaComparison walk(MessagePair message) {
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
            DifferenceKind kind,
            MessagePath place,
            @Nullable DocumentPointer oldAt,
            @Nullable DocumentPointer newAt,
            String before,
            String after,
            String subject) {
        facts.add(Difference.of(kind, place, oldAt, newAt, text(before), text(after))
                .about(subject));
    }

    private static JsonNode text(String text) {
        return text.isEmpty() ? MissingNode.getInstance() : TextNode.valueOf(text);
    }

    public static MessagePath place(String operation, SpecArea direction, String part) {
        return MessagePath.of(new MessagePair(operation, direction, part, SchemaRef.ANYTHING, SchemaRef.ANYTHING));
    }
}

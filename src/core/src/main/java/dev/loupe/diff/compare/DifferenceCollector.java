package dev.loupe.diff.compare;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.loupe.diff.compare.DifferenceKind.Edit;
import dev.loupe.diff.compare.DifferenceKind.Subject;
import dev.loupe.diff.normal.MessageDirection;
import dev.loupe.diff.normal.Normalizer;
import dev.loupe.diff.normal.WorkBudget;
import dev.loupe.openapi.DocumentPointer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Collects differences while two documents are compared. */
public final class DifferenceCollector {
    /** Locations that are listed as not compared; the first one decides the verdict. */
    private static final int MOST_INCOMPLETE = 100;

    private final JsonNode oldRoot;
    private final JsonNode nextRoot;
    private final Normalizer oldRequests;
    private final Normalizer nextRequests;
    private final Normalizer oldResponses;
    private final Normalizer nextResponses;
    private final WorkBudget budget;
    private final WorkBudget listing = new WorkBudget(WorkBudget.LISTING_STEPS);
    /** The comparisons of JSON messages, which share the schemas of their area. */
    private final Map<SpecArea, SchemaComparison> json = new EnumMap<>(SpecArea.class);

    private final List<Difference> differences = new ArrayList<>();
    private int incomplete;
    private final List<ExclusiveUnion> exclusiveUnions = new ArrayList<>();

    DifferenceCollector(JsonNode oldRoot, JsonNode nextRoot, WorkBudget budget) {
        this.oldRoot = oldRoot;
        this.nextRoot = nextRoot;
        this.budget = budget;
        this.oldRequests = UnionCoverage.normalizer(oldRoot, MessageDirection.REQUEST, budget);
        this.nextRequests = UnionCoverage.normalizer(nextRoot, MessageDirection.REQUEST, budget);
        this.oldResponses = UnionCoverage.normalizer(oldRoot, MessageDirection.RESPONSE, budget);
        this.nextResponses = UnionCoverage.normalizer(nextRoot, MessageDirection.RESPONSE, budget);
    }

    public JsonNode oldRoot() {
        return oldRoot;
    }

    public JsonNode nextRoot() {
        return nextRoot;
    }

    public List<Difference> differences() {
        return Collections.unmodifiableList(differences);
    }

    /** Unions with exactly one matching branch in which something changed. */
    public List<ExclusiveUnion> exclusiveUnions() {
        return Collections.unmodifiableList(exclusiveUnions);
    }

    /** Whether the locations of the differences are listed as far as each difference keeps them. */
    public boolean listsLocations() {
        return listing.take(0);
    }

    public Normalizer old(SpecArea area) {
        return area.direction() == MessageDirection.REQUEST ? oldRequests : oldResponses;
    }

    public Normalizer next(SpecArea area) {
        return area.direction() == MessageDirection.REQUEST ? nextRequests : nextResponses;
    }

    void compare(MessagePair message) {
        boolean isJson = message.oldEncoding() instanceof MessageEncoding.Json
                && message.nextEncoding() instanceof MessageEncoding.Json;
        SchemaComparison walk = isJson ? json.computeIfAbsent(message.area(), any -> walk(message)) : walk(message);
        int differencesBefore = walk.differences().size();
        int unionsBefore = walk.exclusiveUnions().size();
        walk.begin();
        walk.compare(message.old(), message.next(), MessagePath.of(message));
        keep(walk, differencesBefore, unionsBefore);
    }

    /** Compares parameters and headers, whose values are always strings. */
    void compareTexts(MessagePair message) {
        if (message.oldEncoding().isJsonText() || message.nextEncoding().isJsonText()) {
            compare(message);
            return;
        }
        SchemaComparison walk = walk(message);
        walk.begin();
        walk.compareTexts(message.old(), message.next(), MessagePath.of(message));
        keep(walk, 0, 0);
    }

    private SchemaComparison walk(MessagePair message) {
        return new SchemaComparison(
                old(message.area()), next(message.area()), message.area().direction(), listing);
    }

    private void keep(SchemaComparison walk, int differencesBefore, int unionsBefore) {
        List<Difference> found = walk.differences();
        for (Difference difference : found.subList(differencesBefore, found.size())) {
            boolean notCompared = difference.kind().subject() == Subject.NESTING;
            if (!notCompared || incomplete++ < MOST_INCOMPLETE) {
                differences.add(difference);
            }
        }
        List<ExclusiveUnion> unions = walk.exclusiveUnions();
        exclusiveUnions.addAll(unions.subList(unionsBefore, unions.size()));
    }

    void add(Difference difference) {
        // what is no message occurs as often as it is written, so it needs no bound
        if (!difference.area().isMessage() || budget.take(WorkBudget.DIFFERENCE_STEPS)) {
            differences.add(difference);
        } else if (incomplete++ < MOST_INCOMPLETE) {
            differences.add(Difference.of(
                    DifferenceKind.of(Subject.NESTING, Edit.TOO_COMPLEX),
                    difference.location(),
                    difference.oldAt(),
                    difference.newAt()));
        }
    }

    void add(
            DifferenceKind kind,
            MessagePath location,
            @Nullable DocumentPointer oldAt,
            @Nullable DocumentPointer newAt,
            String before,
            String after,
            String subject) {
        add(Difference.of(kind, location, oldAt, newAt, text(before), text(after))
                .about(subject));
    }

    private static JsonNode text(String text) {
        return text.isEmpty() ? MissingNode.getInstance() : TextNode.valueOf(text);
    }
}

package dev.loupe.diff.prove;

import dev.loupe.diff.compare.DifferenceCollector;
import dev.loupe.diff.compare.MessagePair;
import dev.loupe.diff.compare.SpecArea;
import dev.loupe.diff.normal.MessageDirection;
import dev.loupe.diff.normal.WorkBudget;
import dev.loupe.openapi.values.ValueSynthesis;

/** OLD and NEW for all proofs of a comparison: each validates messages and builds values. */
final class ProofSpecs {
    private final DifferenceCollector collector;
    private final MessageValidator old;
    private final MessageValidator next;
    private final ValueSynthesis ofOld;
    private final ValueSynthesis ofNext;

    ProofSpecs(DifferenceCollector collector, WorkBudget budget) {
        this.collector = collector;
        this.old = new MessageValidator(collector.oldRoot(), budget);
        this.next = new MessageValidator(collector.nextRoot(), budget);
        this.ofOld = ValueSynthesis.unchecked(collector.oldRoot(), budget::take);
        this.ofNext = ValueSynthesis.unchecked(collector.nextRoot(), budget::take);
    }

    /** OLD accepts a request that NEW rejects; NEW allows a response that OLD does not. */
    ProofSides sides(MessagePair message) {
        SpecArea area = message.area();
        ProofSides.Side left = new ProofSides.Side(
                new ValueBuilder(collector.old(area), collector.oldRoot(), ofOld),
                old,
                message.old(),
                message.oldEncoding());
        ProofSides.Side right = new ProofSides.Side(
                new ValueBuilder(collector.next(area), collector.nextRoot(), ofNext),
                next,
                message.next(),
                message.nextEncoding());
        return area.direction() == MessageDirection.REQUEST
                ? new ProofSides(left, right, false, message)
                : new ProofSides(right, left, true, message);
    }
}

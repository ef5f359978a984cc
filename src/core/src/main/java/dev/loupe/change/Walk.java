package dev.loupe.change;

import dev.loupe.change.Shape.Plain;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Finds the schema at a place of a message. */
final class Walk {
    private Walk() {}

    /** The shape at the end of the steps; null when the steps lead through what is not there. */
    static @Nullable Shape at(Normalizer schemas, Slot root, List<Step> steps, boolean inNew) {
        Shape shape = schemas.shape(root);
        for (Step step : steps) {
            Shape next =
                    switch (step) {
                        case Step.Into into -> inNew ? into.next() : into.old();
                        case Step.Member member ->
                            shape instanceof Plain plain ? member(schemas, plain, member.name()) : null;
                        case Step.Others others ->
                            shape instanceof Plain plain
                                    ? schemas.shape(
                                            Slot.orAnything(plain.members().others()))
                                    : null;
                        case Step.Element element ->
                            shape instanceof Plain plain
                                    ? schemas.shape(
                                            Slot.orAnything(plain.items().each()))
                                    : null;
                    };
            if (next == null) {
                return null;
            }
            shape = next;
        }
        return shape;
    }

    private static Shape member(Normalizer schemas, Plain plain, String name) {
        Slot slot = plain.members().properties().get(name);
        return schemas.shape(
                slot != null ? slot : Slot.orAnything(plain.members().others()));
    }
}

package dev.loupe.diff.prove;

import dev.loupe.diff.compare.PathStep;
import dev.loupe.diff.normal.NormalSchema;
import dev.loupe.diff.normal.NormalSchema.Plain;
import dev.loupe.diff.normal.Normalizer;
import dev.loupe.diff.normal.SchemaRef;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Finds the schema at a place of a message. */
final class SchemaLookup {
    private SchemaLookup() {}

    /** The shape at the end of the steps; null when the steps lead through what is not there. */
    static @Nullable NormalSchema at(Normalizer schemas, SchemaRef root, List<PathStep> steps, boolean inNew) {
        NormalSchema shape = schemas.shape(root);
        for (PathStep step : steps) {
            NormalSchema next =
                    switch (step) {
                        case PathStep.Into into -> inNew ? into.next() : into.old();
                        case PathStep.Member member ->
                            shape instanceof Plain plain ? member(schemas, plain, member.name()) : null;
                        case PathStep.Others others ->
                            shape instanceof Plain plain
                                    ? schemas.shape(
                                            SchemaRef.orAnything(plain.members().others()))
                                    : null;
                        case PathStep.Element element ->
                            shape instanceof Plain plain
                                    ? schemas.shape(
                                            SchemaRef.orAnything(plain.items().each()))
                                    : null;
                    };
            if (next == null) {
                return null;
            }
            shape = next;
        }
        return shape;
    }

    private static NormalSchema member(Normalizer schemas, Plain plain, String name) {
        SchemaRef slot = plain.members().properties().get(name);
        return schemas.shape(
                slot != null ? slot : SchemaRef.orAnything(plain.members().others()));
    }
}

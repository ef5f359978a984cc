package dev.loupe.diff.prove;

import dev.loupe.diff.compare.PathStep;
import dev.loupe.diff.normal.NormalSchema;
import dev.loupe.diff.normal.NormalSchema.Plain;
import dev.loupe.diff.normal.Normalizer;
import dev.loupe.diff.normal.SchemaRef;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Finds the schema at a location in a message. */
final class SchemaLookup {
    private SchemaLookup() {}

    /** The schema at the end of the steps; null when a step does not exist. */
    static @Nullable NormalSchema at(Normalizer schemas, SchemaRef root, List<PathStep> steps, boolean inNew) {
        NormalSchema schema = schemas.schema(root);
        for (PathStep step : steps) {
            NormalSchema next =
                    switch (step) {
                        case PathStep.Branch branch -> inNew ? branch.next() : branch.old();
                        case PathStep.Property property ->
                            schema instanceof Plain plain ? property(schemas, plain, property.name()) : null;
                        case PathStep.AdditionalProperties additional ->
                            schema instanceof Plain plain
                                    ? schemas.schema(SchemaRef.orAnything(
                                            plain.properties().additional()))
                                    : null;
                        case PathStep.Items items ->
                            schema instanceof Plain plain
                                    ? schemas.schema(
                                            SchemaRef.orAnything(plain.items().each()))
                                    : null;
                    };
            if (next == null) {
                return null;
            }
            schema = next;
        }
        return schema;
    }

    private static NormalSchema property(Normalizer schemas, Plain plain, String name) {
        SchemaRef ref = plain.properties().named().get(name);
        return schemas.schema(
                ref != null ? ref : SchemaRef.orAnything(plain.properties().additional()));
    }
}

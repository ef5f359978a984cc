package dev.loupe.diff.compare;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.loupe.diff.compare.DifferenceKind.Edit;
import dev.loupe.diff.compare.DifferenceKind.Subject;
import dev.loupe.diff.normal.Discriminator;
import dev.loupe.diff.normal.Keywords;
import dev.loupe.diff.normal.NormalSchema;
import dev.loupe.diff.normal.NormalSchema.Plain;
import dev.loupe.diff.normal.Normalizer;
import dev.loupe.diff.normal.SchemaRef;
import dev.loupe.openapi.DocumentPointer;
import org.jspecify.annotations.Nullable;

/**
 * Compares discriminators. Validators ignore them; clients that dispatch by them do not. A variant that one side does
 * not have is a branch, which is compared as such. A schema that extends this one by allOf is a variant that no union lists.
 */
final class DiscriminatorComparison {
    private final NormalSchema a;
    private final NormalSchema b;
    private final MessagePath location;
    private final SchemaComparison out;

    private DiscriminatorComparison(NormalSchema a, NormalSchema b, MessagePath location, SchemaComparison out) {
        this.a = a;
        this.b = b;
        this.location = location;
        this.out = out;
    }

    static void compare(NormalSchema a, NormalSchema b, MessagePath location, SchemaComparison out) {
        new DiscriminatorComparison(a, b, location, out)
                .compare(a.annotations().discriminator(), b.annotations().discriminator());
    }

    private void compare(@Nullable Discriminator before, @Nullable Discriminator after) {
        if (before == null && after == null) {
            return;
        }
        if (before == null || after == null) {
            Edit edit = before == null ? Edit.SET : Edit.DROPPED;
            add(Subject.DISCRIMINATOR, edit, name(before), name(after), "");
            return;
        }
        if (!before.property().equals(after.property())) {
            add(Subject.DISCRIMINATOR, Edit.CHANGED, name(before), name(after), "");
        }
        before.targets().forEach((value, target) -> {
            Discriminator.Target now = after.targets().get(value);
            if (now == null) {
                if (has(after, target) || isExtension(target, before, a, out.old())) {
                    add(Subject.DISCRIMINATOR_VALUE, Edit.REMOVED, text(target.pointer()), none(), value);
                }
            } else if (!target.is(now)) {
                add(Subject.DISCRIMINATOR_VALUE, Edit.CHANGED, text(target.pointer()), text(now.pointer()), value);
            }
        });
        after.targets().forEach((value, target) -> {
            if (!before.targets().containsKey(value)
                    && (has(before, target) || isExtension(target, after, b, out.next()))) {
                add(Subject.DISCRIMINATOR_VALUE, Edit.ADDED, none(), text(target.pointer()), value);
            }
        });
        compareExtensions(before, after);
    }

    private void compareExtensions(Discriminator before, Discriminator after) {
        before.targets().forEach((value, target) -> {
            Discriminator.Target now = after.targets().get(value);
            if (now != null && isExtension(target, before, a, out.old()) && isExtension(now, after, b, out.next())) {
                SchemaRef old = schema(target);
                SchemaRef next = schema(now);
                String label = before.property() + "=" + value;
                PathStep step = new PathStep.Branch(
                        label, out.old().schema(old), out.next().schema(next));
                out.compare(old, next, location.then(step));
            }
        });
    }

    /** Whether the target has the schema in its allOf, and the schema itself is no such variant. */
    private static boolean isExtension(
            Discriminator.Target target, Discriminator discriminator, NormalSchema schema, Normalizer schemas) {
        return schema instanceof Plain plain
                && plain.unions().isEmpty()
                && Keywords.list(target.schema(), "allOf").stream()
                        .map(schemas::resolved)
                        .anyMatch(base -> isPart(base, plain))
                && discriminator.targets().values().stream().noneMatch(variant -> isVariant(variant, plain));
    }

    /** Whether the schema has what only this variant states: its own keywords, and the parts that are no references. */
    private static boolean isVariant(Discriminator.Target variant, Plain schema) {
        return isPart(variant.schema(), schema)
                || Keywords.list(variant.schema(), "allOf").stream()
                        .anyMatch(part -> !part.has("$ref") && isPart(part, schema));
    }

    @SuppressWarnings("ReferenceEquality") // the same node, not an equal one elsewhere in the document
    private static boolean isPart(JsonNode node, Plain schema) {
        return schema.sources().stream().anyMatch(part -> part.node() == node);
    }

    private static SchemaRef schema(Discriminator.Target target) {
        return SchemaRef.of(target.schema(), DocumentPointer.of(JsonPointer.compile(target.pointer())));
    }

    private static boolean has(Discriminator discriminator, Discriminator.Target target) {
        return discriminator.targets().values().stream().anyMatch(target::is);
    }

    private void add(Subject subject, Edit edit, JsonNode before, JsonNode after, String value) {
        out.add(Difference.of(
                        DifferenceKind.of(subject, edit),
                        location,
                        SchemaComparison.at(a, "discriminator"),
                        SchemaComparison.at(b, "discriminator"),
                        before,
                        after)
                .about(value));
    }

    private static JsonNode name(@Nullable Discriminator discriminator) {
        return discriminator == null ? none() : text(discriminator.property());
    }

    private static JsonNode text(String text) {
        return TextNode.valueOf(text);
    }

    private static JsonNode none() {
        return MissingNode.getInstance();
    }
}

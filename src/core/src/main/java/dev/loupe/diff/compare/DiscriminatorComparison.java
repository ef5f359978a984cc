package dev.loupe.diff.compare;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.loupe.diff.compare.DifferenceKind.Edit;
import dev.loupe.diff.compare.DifferenceKind.Subject;
import dev.loupe.diff.normal.Discriminator;
import dev.loupe.diff.normal.NormalSchema;
import org.jspecify.annotations.Nullable;

/**
 * Compares discriminators. Validators ignore them; clients that dispatch by them do not. A variant that one side does
 * not have is a branch, which is compared as such.
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
                if (has(after, target)) {
                    add(Subject.DISCRIMINATOR_VALUE, Edit.REMOVED, text(target.pointer()), none(), value);
                }
            } else if (!target.is(now)) {
                add(Subject.DISCRIMINATOR_VALUE, Edit.CHANGED, text(target.pointer()), text(now.pointer()), value);
            }
        });
        after.targets().forEach((value, target) -> {
            if (!before.targets().containsKey(value) && has(before, target)) {
                add(Subject.DISCRIMINATOR_VALUE, Edit.ADDED, none(), text(target.pointer()), value);
            }
        });
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

package dev.loupe.diff.prove;

import dev.loupe.diff.compare.DifferenceKind;
import dev.loupe.diff.normal.NormalSchema;
import dev.loupe.diff.normal.NormalSchema.Items;
import dev.loupe.diff.normal.NormalSchema.Numbers;
import dev.loupe.diff.normal.NormalSchema.Plain;
import dev.loupe.diff.normal.NormalSchema.Properties;
import dev.loupe.diff.normal.NormalSchema.Strings;
import org.jspecify.annotations.Nullable;

/** A schema with one constraint taken from another, so that a witness shows that change and not the one beside it. */
final class SingleConstraint {
    private SingleConstraint() {}

    /** What {@code accept} would be had only this constraint changed; null when the kind is not about one constraint. */
    static @Nullable NormalSchema only(DifferenceKind kind, NormalSchema accept, @Nullable NormalSchema reject) {
        if (!(accept instanceof Plain left) || !(reject instanceof Plain right)) {
            return null;
        }
        Numbers a = left.numbers();
        Numbers b = right.numbers();
        Strings t = left.strings();
        Items i = left.items();
        Properties m = left.properties();
        String name = kind.name();
        if (name.startsWith("MINIMUM_")) {
            return with(left, new Numbers(b.min(), a.max(), a.multiples(), a.integer()));
        } else if (name.startsWith("MAXIMUM_")) {
            return with(left, new Numbers(a.min(), b.max(), a.multiples(), a.integer()));
        } else if (name.startsWith("MULTIPLE_OF_") || name.startsWith("BECAME_")) {
            return with(left, new Numbers(a.min(), a.max(), b.multiples(), b.integer()));
        } else if (name.startsWith("MIN_LENGTH_")) {
            return with(left, new Strings(right.strings().min(), t.max(), t.patterns(), t.formats()), i, m);
        } else if (name.startsWith("MAX_LENGTH_")) {
            return with(left, new Strings(t.min(), right.strings().max(), t.patterns(), t.formats()), i, m);
        } else if (name.startsWith("PATTERN_")) {
            return with(left, new Strings(t.min(), t.max(), right.strings().patterns(), t.formats()), i, m);
        } else if (name.startsWith("MIN_ITEMS_")) {
            return with(left, t, new Items(right.items().min(), i.max(), i.unique(), i.each()), m);
        } else if (name.startsWith("MAX_ITEMS_")) {
            return with(left, t, new Items(i.min(), right.items().max(), i.unique(), i.each()), m);
        } else if (name.startsWith("MIN_PROPERTIES_")) {
            return with(left, t, i, properties(m, right.properties().min(), m.max(), m.closed()));
        } else if (name.startsWith("MAX_PROPERTIES_")) {
            return with(left, t, i, properties(m, m.min(), right.properties().max(), m.closed()));
        } else if (name.startsWith("UNKNOWN_MEMBERS_")) {
            return with(
                    left,
                    t,
                    i,
                    properties(m, m.min(), m.max(), right.properties().closed()));
        } else if (name.startsWith("NULL_")) {
            return left.withNullable(right.nullable());
        }
        return null;
    }

    private static Properties properties(Properties m, long min, @Nullable Long max, boolean closed) {
        return new Properties(min, max, m.named(), m.required(), m.additional(), closed);
    }

    private static Plain with(Plain p, Numbers numbers) {
        return new Plain(
                p.at(),
                p.types(),
                p.nullable(),
                p.values(),
                numbers,
                p.strings(),
                p.items(),
                p.properties(),
                p.unions(),
                p.otherKeywords(),
                p.sources(),
                p.annotations());
    }

    private static Plain with(Plain p, Strings strings, Items items, Properties properties) {
        return new Plain(
                p.at(),
                p.types(),
                p.nullable(),
                p.values(),
                p.numbers(),
                strings,
                items,
                properties,
                p.unions(),
                p.otherKeywords(),
                p.sources(),
                p.annotations());
    }
}

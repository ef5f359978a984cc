package dev.loupe.diff.prove;

import dev.loupe.diff.compare.DifferenceKind;
import dev.loupe.diff.normal.NormalSchema;
import dev.loupe.diff.normal.NormalSchema.Items;
import dev.loupe.diff.normal.NormalSchema.Members;
import dev.loupe.diff.normal.NormalSchema.Numbers;
import dev.loupe.diff.normal.NormalSchema.Plain;
import dev.loupe.diff.normal.NormalSchema.Texts;
import org.jspecify.annotations.Nullable;

/** A schema with one constraint taken from another, so that a witness shows that change and not the one beside it. */
final class SingleConstraint {
    private SingleConstraint() {}

    /** What {@code accept} would be had only this constraint changed; null when the kind is not about one constraint. */
    static @Nullable NormalSchema only(DifferenceKind kind, NormalSchema accept, @Nullable NormalSchema reject) {
        if (!(accept instanceof Plain mine) || !(reject instanceof Plain theirs)) {
            return null;
        }
        Numbers a = mine.numbers();
        Numbers b = theirs.numbers();
        Texts t = mine.texts();
        Items i = mine.items();
        Members m = mine.members();
        String name = kind.name();
        if (name.startsWith("MINIMUM_")) {
            return with(mine, new Numbers(b.min(), a.max(), a.multiples(), a.whole()));
        } else if (name.startsWith("MAXIMUM_")) {
            return with(mine, new Numbers(a.min(), b.max(), a.multiples(), a.whole()));
        } else if (name.startsWith("MULTIPLE_OF_") || name.startsWith("BECAME_")) {
            return with(mine, new Numbers(a.min(), a.max(), b.multiples(), b.whole()));
        } else if (name.startsWith("MIN_LENGTH_")) {
            return with(mine, new Texts(theirs.texts().min(), t.max(), t.patterns(), t.formats()), i, m);
        } else if (name.startsWith("MAX_LENGTH_")) {
            return with(mine, new Texts(t.min(), theirs.texts().max(), t.patterns(), t.formats()), i, m);
        } else if (name.startsWith("PATTERN_")) {
            return with(mine, new Texts(t.min(), t.max(), theirs.texts().patterns(), t.formats()), i, m);
        } else if (name.startsWith("MIN_ITEMS_")) {
            return with(mine, t, new Items(theirs.items().min(), i.max(), i.unique(), i.each()), m);
        } else if (name.startsWith("MAX_ITEMS_")) {
            return with(mine, t, new Items(i.min(), theirs.items().max(), i.unique(), i.each()), m);
        } else if (name.startsWith("MIN_PROPERTIES_")) {
            return with(mine, t, i, members(m, theirs.members().min(), m.max(), m.closed()));
        } else if (name.startsWith("MAX_PROPERTIES_")) {
            return with(mine, t, i, members(m, m.min(), theirs.members().max(), m.closed()));
        } else if (name.startsWith("UNKNOWN_MEMBERS_")) {
            return with(
                    mine, t, i, members(m, m.min(), m.max(), theirs.members().closed()));
        } else if (name.startsWith("NULL_")) {
            return mine.withNullable(theirs.nullable());
        }
        return null;
    }

    private static Members members(Members m, long min, @Nullable Long max, boolean closed) {
        return new Members(min, max, m.properties(), m.required(), m.others(), closed);
    }

    private static Plain with(Plain p, Numbers numbers) {
        return new Plain(
                p.at(),
                p.types(),
                p.nullable(),
                p.values(),
                numbers,
                p.texts(),
                p.items(),
                p.members(),
                p.unions(),
                p.opaque(),
                p.sources(),
                p.notes());
    }

    private static Plain with(Plain p, Texts texts, Items items, Members members) {
        return new Plain(
                p.at(),
                p.types(),
                p.nullable(),
                p.values(),
                p.numbers(),
                texts,
                items,
                members,
                p.unions(),
                p.opaque(),
                p.sources(),
                p.notes());
    }
}

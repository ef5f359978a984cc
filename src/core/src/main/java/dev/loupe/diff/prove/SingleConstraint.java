package dev.loupe.diff.prove;

import dev.loupe.diff.compare.DifferenceKind;
import dev.loupe.diff.normal.NormalSchema;
import dev.loupe.diff.normal.NormalSchema.Plain;
import dev.loupe.diff.normal.TypeConstraints.Items;
import dev.loupe.diff.normal.TypeConstraints.Numbers;
import dev.loupe.diff.normal.TypeConstraints.Properties;
import dev.loupe.diff.normal.TypeConstraints.Strings;
import org.jspecify.annotations.Nullable;

/** A schema with one constraint of another schema, so that a witness shows this change and no other. */
final class SingleConstraint {
    private SingleConstraint() {}

    /** The schema {@code accept} with only this constraint changed; null when the kind is not about one constraint. */
    static @Nullable NormalSchema only(DifferenceKind kind, NormalSchema accept, @Nullable NormalSchema reject) {
        if (!(accept instanceof Plain left) || !(reject instanceof Plain right)) {
            return null;
        }
        Numbers a = left.numbers();
        Numbers b = right.numbers();
        Strings s = left.strings();
        Items i = left.items();
        Properties p = left.properties();
        return switch (kind.subject()) {
            case MINIMUM -> with(left, new Numbers(b.min(), a.max(), a.multiples(), a.integer()));
            case MAXIMUM -> with(left, new Numbers(a.min(), b.max(), a.multiples(), a.integer()));
            case MULTIPLE_OF, NUMBER_TYPE -> with(left, new Numbers(a.min(), a.max(), b.multiples(), b.integer()));
            case MIN_LENGTH -> with(left, new Strings(right.strings().min(), s.max(), s.patterns(), s.formats()), i, p);
            case MAX_LENGTH -> with(left, new Strings(s.min(), right.strings().max(), s.patterns(), s.formats()), i, p);
            case PATTERN ->
                with(left, new Strings(s.min(), s.max(), right.strings().patterns(), s.formats()), i, p);
            case MIN_ITEMS -> with(left, s, new Items(right.items().min(), i.max(), i.unique(), i.each()), p);
            case MAX_ITEMS -> with(left, s, new Items(i.min(), right.items().max(), i.unique(), i.each()), p);
            case MIN_PROPERTIES ->
                with(left, s, i, properties(p, right.properties().min(), p.max(), p.closed()));
            case MAX_PROPERTIES ->
                with(left, s, i, properties(p, p.min(), right.properties().max(), p.closed()));
            case ADDITIONAL_PROPERTIES ->
                with(
                        left,
                        s,
                        i,
                        properties(p, p.min(), p.max(), right.properties().closed()));
            case NULL -> left.withNullable(right.nullable());
            default -> null;
        };
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

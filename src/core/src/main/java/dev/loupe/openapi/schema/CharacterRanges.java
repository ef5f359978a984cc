package dev.loupe.openapi.schema;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** A set of characters, as ranges; and the two ends of a text, which are special letters. */
final class CharacterRanges {
    static final int BEGIN = 0x110000;
    static final int END = 0x110001;

    /** No letter at all. */
    static final CharacterRanges NONE = new CharacterRanges();

    static final CharacterRanges DIGITS = new CharacterRanges('0', '9');
    static final CharacterRanges WORD = new CharacterRanges('0', '9', 'A', 'Z', '_', '_', 'a', 'z');
    static final CharacterRanges LINE_ENDS = new CharacterRanges('\n', '\n', '\r', '\r', 0x2028, 0x2029);
    /** White space of ECMA 262. */
    static final CharacterRanges SPACE = new CharacterRanges(
            '\t', '\r', ' ', ' ', 0xA0, 0xA0, 0x1680, 0x1680, 0x2000, 0x200A, 0x2028, 0x2029, 0x202F, 0x202F, 0x205F,
            0x205F, 0x3000, 0x3000, 0xFEFF, 0xFEFF);

    /** Pairs of the first and the last of a range. */
    private final int[] ends;

    private CharacterRanges(int... ends) {
        this.ends = ends;
    }

    static CharacterRanges one(int letter) {
        return new CharacterRanges(letter, letter);
    }

    static CharacterRanges from(int first, int last) {
        return new CharacterRanges(first, last);
    }

    static CharacterRanges all(List<CharacterRanges> sets) {
        return new CharacterRanges(
                sets.stream().flatMapToInt(each -> Arrays.stream(each.ends)).toArray());
    }

    /** The letter when it is only one; else -1. */
    int single() {
        return ends.length == 2 && ends[0] == ends[1] ? ends[0] : -1;
    }

    boolean isEmpty() {
        return ends.length == 0;
    }

    boolean has(int letter) {
        for (int i = 0; i < ends.length; i += 2) {
            if (ends[i] <= letter && letter <= ends[i + 1]) {
                return true;
            }
        }
        return false;
    }

    /** Where one range ends and another starts. */
    void borders(Set<Integer> all) {
        for (int i = 0; i < ends.length; i += 2) {
            all.add(ends[i]);
            all.add(ends[i + 1] + 1);
        }
    }

    /** All characters but these. */
    CharacterRanges others() {
        TreeSet<Integer> starts = new TreeSet<>();
        for (int i = 0; i < ends.length; i += 2) {
            starts.add(ends[i]);
        }
        List<CharacterRanges> rest = new ArrayList<>();
        int next = 0;
        for (int start : starts) {
            if (start > next) {
                rest.add(from(next, start - 1));
            }
            for (int i = 0; i < ends.length; i += 2) {
                next = ends[i] == start ? Math.max(next, ends[i + 1] + 1) : next;
            }
        }
        if (next < BEGIN) {
            rest.add(from(next, BEGIN - 1));
        }
        return all(rest);
    }
}

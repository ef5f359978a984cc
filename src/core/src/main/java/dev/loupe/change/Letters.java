package dev.loupe.change;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** A set of characters, as ranges; and the two ends of a text, which are letters of their own kind. */
final class Letters {
    static final int BEGIN = 0x110000;
    static final int END = 0x110001;

    /** No letter at all. */
    static final Letters NONE = new Letters();

    static final Letters DIGITS = new Letters('0', '9');
    static final Letters WORD = new Letters('0', '9', 'A', 'Z', '_', '_', 'a', 'z');
    static final Letters LINE_ENDS = new Letters('\n', '\n', '\r', '\r', 0x2028, 0x2029);
    /** White space of ECMA 262. */
    static final Letters SPACE = new Letters(
            '\t', '\r', ' ', ' ', 0xA0, 0xA0, 0x1680, 0x1680, 0x2000, 0x200A, 0x2028, 0x2029, 0x202F, 0x202F, 0x205F,
            0x205F, 0x3000, 0x3000, 0xFEFF, 0xFEFF);

    /** Pairs of the first and the last of a range. */
    private final int[] ends;

    private Letters(int... ends) {
        this.ends = ends;
    }

    static Letters one(int letter) {
        return new Letters(letter, letter);
    }

    static Letters from(int first, int last) {
        return new Letters(first, last);
    }

    static Letters all(List<Letters> sets) {
        return new Letters(
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
    Letters others() {
        TreeSet<Integer> starts = new TreeSet<>();
        for (int i = 0; i < ends.length; i += 2) {
            starts.add(ends[i]);
        }
        List<Letters> rest = new ArrayList<>();
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

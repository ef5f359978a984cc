package dev.loupe.faults;

import java.util.ArrayList;
import java.util.List;

/** Counts while a scenario runs. */
final class Tally {
    private static final int MOST_NOTES = 5;

    private int tried;
    private int lost;
    private int leaked;
    private int wrong;
    private final List<String> notes = new ArrayList<>();

    synchronized void tried() {
        tried++;
    }

    synchronized void lost(int count, String note) {
        lost += count;
        note(count, note);
    }

    synchronized void leaked(int count, String note) {
        leaked += count;
        note(count, note);
    }

    /** Counts when the condition does not hold. */
    synchronized void expect(boolean condition, String note) {
        wrong += condition ? 0 : 1;
        note(condition ? 0 : 1, note);
    }

    private void note(int count, String note) {
        if (count > 0 && notes.size() < MOST_NOTES) {
            notes.add(note);
        }
    }

    synchronized Counts counts() {
        return new Counts(tried, lost, leaked, wrong, List.copyOf(notes));
    }
}

package dev.loupe.faults;

import java.util.List;

/**
 * The result of a scenario.
 *
 * @param tried how often the fault was injected
 * @param lost exchanges, rows or bytes that a client received and no file holds, without a report of it
 * @param leaked files that contain a planted secret
 * @param wrong faults after which the process printed no reason, ended with a wrong exit code, or left a damaged file
 * @param notes what was wrong, for a person
 */
record Counts(int tried, int lost, int leaked, int wrong, List<String> notes) {
    boolean isZero() {
        return lost + leaked + wrong == 0;
    }
}

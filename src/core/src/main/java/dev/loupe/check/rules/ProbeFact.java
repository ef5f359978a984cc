package dev.loupe.check.rules;

import dev.loupe.check.Result;

/**
 * The outcome of a probe that got a response.
 *
 * @param controlProbe id of the control probe
 * @param alone the result without regard to the control probe
 */
record ProbeFact(int status, String controlProbe, Result alone) {
    boolean accepted() {
        return status >= 200 && status < 300;
    }
}

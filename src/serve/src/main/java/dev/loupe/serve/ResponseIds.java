package dev.loupe.serve;

import java.time.Instant;
import java.util.SplittableRandom;
import java.util.UUID;

/**
 * When and under which names one answer is made.
 *
 * @param answer as OpenRouter, the upstream, forms it: {@code gen-}, the second, 20 letters and digits
 * @param request by which the provider finds the request again
 */
record ResponseIds(Instant at, String answer, String request) {
    private static final String LETTERS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

    /** The stamp of the n-th request since the start; the same for the same seed, number and second. */
    static ResponseIds of(long seed, long number, Instant at) {
        SplittableRandom random = new SplittableRandom(seed * 1_000_003 + number);
        StringBuilder answer =
                new StringBuilder("gen-").append(at.getEpochSecond()).append('-');
        for (int letter = 0; letter < 20; letter++) {
            answer.append(LETTERS.charAt(random.nextInt(LETTERS.length())));
        }
        return new ResponseIds(at, answer.toString(), new UUID(random.nextLong(), random.nextLong()).toString());
    }
}

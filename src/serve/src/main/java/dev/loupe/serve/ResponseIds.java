package dev.loupe.serve;

import java.time.Instant;
import java.util.SplittableRandom;
import java.util.UUID;

/**
 * The time and the IDs of one response.
 *
 * @param response in the format of OpenRouter, the upstream: {@code gen-}, the second, 20 letters and digits
 * @param request the ID of the request
 */
record ResponseIds(Instant at, String response, String request) {
    private static final String LETTERS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

    /** The IDs of the n-th request since the start; equal for equal seed, number and second. */
    static ResponseIds of(long seed, long number, Instant at) {
        SplittableRandom random = new SplittableRandom(seed * 1_000_003 + number);
        StringBuilder response =
                new StringBuilder("gen-").append(at.getEpochSecond()).append('-');
        for (int letter = 0; letter < 20; letter++) {
            response.append(LETTERS.charAt(random.nextInt(LETTERS.length())));
        }
        return new ResponseIds(at, response.toString(), new UUID(random.nextLong(), random.nextLong()).toString());
    }
}

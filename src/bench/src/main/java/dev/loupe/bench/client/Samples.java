package dev.loupe.bench.client;

import java.nio.charset.StandardCharsets;

/** The bytes that every client reads, in the format of AI/ML API. */
final class Samples {
    static final int CHUNKS = 1000;
    static final String KEY = "k-benchmark";
    static final String MODEL = "google/gemma-3-4b-it";

    private Samples() {}

    /**
     * A stream.
     *
     * @param alike whether frames differ only in their text, or also in {@code created}
     */
    static byte[] stream(boolean alike) {
        StringBuilder text = new StringBuilder();
        chunk(text, 0, "{\"role\":\"assistant\",\"content\":\"\"}", "null");
        for (int i = 2; i < CHUNKS; i++) {
            chunk(text, alike ? 0 : i, "{\"content\":\" word" + i % 97 + "\"}", "null");
        }
        chunk(text, 0, "{}", "\"stop\"");
        text.append("data: [DONE]\n\n");
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static void chunk(StringBuilder text, int second, String delta, String finish) {
        text.append("data: {\"id\":\"gen-1749195015-2RpzznjKbGPQUJ9OK1M4\",\"object\":\"chat.completion.chunk\",")
                .append("\"created\":")
                .append(1749195015 + second)
                .append(",\"model\":\"google/gemma-3-4b-it\",\"choices\":[{\"index\":0,\"delta\":")
                .append(delta)
                .append(",\"logprobs\":null,\"finish_reason\":")
                .append(finish)
                .append("}]}\n\n");
    }

    static byte[] response() {
        String text = "The quick brown fox jumps over the lazy dog; it was a fine day for both. ".repeat(28);
        return ("{\"id\":\"gen-1749195015-2RpzznjKbGPQUJ9OK1M4\",\"object\":\"chat.completion\",\"created\":1749195015,"
                        + "\"model\":\"google/gemma-3-4b-it\",\"choices\":[{\"index\":0,\"finish_reason\":\"stop\",\"logprobs\":null,"
                        + "\"message\":{\"role\":\"assistant\",\"content\":\"" + text + "\",\"refusal\":null}}],"
                        + "\"usage\":{\"prompt_tokens\":12,\"completion_tokens\":450,\"total_tokens\":462}}")
                .getBytes(StandardCharsets.UTF_8);
    }
}

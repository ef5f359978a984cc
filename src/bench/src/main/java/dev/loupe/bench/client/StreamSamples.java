package dev.loupe.bench.client;

import java.nio.charset.StandardCharsets;

/** The bytes that every client reads, in the format of AI/ML API. */
public final class StreamSamples {
    static final int CHUNKS = 1000;
    static final String KEY = "k-benchmark";
    static final String MODEL = "google/gemma-3-4b-it";

    private StreamSamples() {}

    /** What differs between the frames of a stream in addition to their text. */
    public enum Differing {
        NOTHING,
        CREATED,
        USAGE,
        UNKNOWN
    }

    /** A stream. */
    static byte[] stream(Differing differing) {
        StringBuilder text = new StringBuilder();
        chunk(text, 0, "{\"role\":\"assistant\",\"content\":\"\"}", "null", "");
        for (int i = 2; i < CHUNKS; i++) {
            String more =
                    switch (differing) {
                        case NOTHING, CREATED -> "";
                        case USAGE ->
                            ",\"usage\":{\"prompt_tokens\":12,\"completion_tokens\":" + i + ",\"total_tokens\":"
                                    + (12 + i) + "}";
                        case UNKNOWN -> ",\"obfuscation\":\"" + Integer.toHexString(i * 7919) + "\"";
                    };
            int second = differing == Differing.CREATED ? i : 0;
            chunk(text, second, "{\"content\":\" word" + i % 97 + "\"}", "null", more);
        }
        chunk(text, 0, "{}", "\"stop\"", "");
        text.append("data: [DONE]\n\n");
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static void chunk(StringBuilder text, int second, String delta, String finish, String more) {
        text.append("data: {\"id\":\"gen-1749195015-2RpzznjKbGPQUJ9OK1M4\",\"object\":\"chat.completion.chunk\",")
                .append("\"created\":")
                .append(1749195015 + second)
                .append(",\"model\":\"google/gemma-3-4b-it\",\"choices\":[{\"index\":0,\"delta\":")
                .append(delta)
                .append(",\"logprobs\":null,\"finish_reason\":")
                .append(finish)
                .append("}]")
                .append(more)
                .append("}\n\n");
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

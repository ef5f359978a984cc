package dev.loupe.gemma.behaviour;

/** The JSON of chunks and answers as servers send it. */
final class Frames {
    static final String ROLE = chunk("{\"role\":\"assistant\",\"content\":\"\"}", "null");
    static final String HELLO = chunk("{\"content\":\"Hello\"}", "null");
    static final String WORLD = chunk("{\"content\":\" wörld 👋\"}", "null");
    static final String STOP = chunk("{}", "\"stop\"");
    static final String USAGE = "{\"id\":\"c1\",\"object\":\"chat.completion.chunk\",\"created\":1766960802,"
            + "\"model\":\"google/gemma-3-4b-it\",\"choices\":[],"
            + "\"usage\":{\"prompt_tokens\":3,\"completion_tokens\":2,\"total_tokens\":5}}";
    static final String TEXT = "Hello wörld 👋";
    static final String ANSWER = "{\"id\":\"c1\",\"object\":\"chat.completion\",\"created\":1766960802,"
            + "\"model\":\"google/gemma-3-4b-it\",\"choices\":[{\"index\":0,\"finish_reason\":\"stop\","
            + "\"message\":{\"role\":\"assistant\",\"content\":\"" + TEXT + "\"}}],"
            + "\"usage\":{\"prompt_tokens\":3,\"completion_tokens\":2,\"total_tokens\":5}}";
    static final String PROVIDERS_ERROR = "{\"message\":\"Rate limit reached\",\"path\":\"/v1/chat/completions\","
            + "\"requestId\":\"req-7\",\"statusCode\":\"429\",\"timestamp\":\"2026-04-22T10:00:00Z\"}";

    private Frames() {}

    static String chunk(String delta, String finish) {
        return chunk(0, delta, finish, "");
    }

    /** @param more further members, each with a comma before it */
    static String chunk(int index, String delta, String finish, String more) {
        return "{\"id\":\"c1\",\"object\":\"chat.completion.chunk\",\"created\":1766960802,"
                + "\"model\":\"google/gemma-3-4b-it\",\"choices\":[{\"index\":" + index + ",\"delta\":" + delta
                + ",\"finish_reason\":" + finish + "}]" + more + "}";
    }

    /** Two chunks of text: a stream that has begun and has not ended. */
    static Script begun() {
        return Script.stream().event(ROLE).event(HELLO).event(WORLD);
    }

    static Script canonical() {
        return begun().event(STOP).event(USAGE).event("[DONE]");
    }

    /** The body of {@link #canonical()}. */
    static String canonicalBody() {
        return "data: " + String.join("\n\ndata: ", ROLE, HELLO, WORLD, STOP, USAGE, "[DONE]") + "\n\n";
    }
}

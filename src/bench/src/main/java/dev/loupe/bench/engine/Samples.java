package dev.loupe.bench.engine;

import dev.loupe.exchange.Exchange;
import dev.loupe.exchange.RawRecord;
import dev.loupe.exchange.file.ReadResult;
import dev.loupe.exchange.file.RecordingFormat;
import dev.loupe.exchange.sse.TimedBytes;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Exchanges to measure with. */
final class Samples {
    private static final String RECORD =
            """
            {"format": "loupe-exchange/1", "id": "sample", "provider": "openai",
             "request": {"method": "POST", "url": "https://api.openai.com/v1/chat/completions",
               "headers": {"content-type": "application/json"},
               "body": {"model": "google/gemma-3-4b-it", "messages": [{"role": "user", "content": "Say hello."}],
                        "max_tokens": 500, "temperature": 0.7, "stream": %s}},
             "response": {"status": 200, "headers": {"content-type": "%s"}, %s}}
            """;

    private static final String BODY =
            """
            "body": {"id": "chatcmpl-1", "object": "chat.completion", "created": 1741000000, "model": "google/gemma-3-4b-it",
              "choices": [{"index": 0, "message": {"role": "assistant", "content": "Hello, how can I help you today?"},
                           "logprobs": null, "finish_reason": "stop"}],
              "usage": {"prompt_tokens": 10, "completion_tokens": 9, "total_tokens": 19}}""";

    private Samples() {}

    /** A non-streaming response. */
    static RawRecord response() {
        return record(RECORD.formatted("false", "application/json", BODY));
    }

    /** A stream of so many chunks. */
    static RawRecord streamed(int chunks) {
        StringBuilder pieces = new StringBuilder("\"stream\": [");
        for (String frame : stream(chunks).split("(?<=\n\n)", 0)) {
            pieces.append(pieces.charAt(pieces.length() - 1) == '[' ? "" : ", ")
                    .append("{\"raw\": \"")
                    .append(frame.replace("\"", "\\\"").replace("\n", "\\n"))
                    .append("\"}");
        }
        return record(RECORD.formatted("true", "text/event-stream", pieces.append(']')));
    }

    static Exchange read(RawRecord raw) {
        if (RecordingFormat.read(raw) instanceof ReadResult.Read(Exchange exchange)) {
            return exchange;
        }
        throw new IllegalStateException("the sample is no recording");
    }

    /** A stream as it is on the wire. */
    static String stream(int chunks) {
        StringBuilder stream = new StringBuilder(chunk("{\"role\": \"assistant\", \"content\": \"\"}", "null"));
        for (int i = 2; i < chunks; i++) {
            stream.append(chunk("{\"content\": \" word\"}", "null"));
        }
        return stream.append(chunk("{}", "\"stop\"")).append("data: [DONE]\n\n").toString();
    }

    private static String chunk(String delta, String finish) {
        return "data: {\"id\": \"chatcmpl-1\", \"object\": \"chat.completion.chunk\", \"created\": 1741000000, "
                + "\"model\": \"google/gemma-3-4b-it\", \"choices\": [{\"index\": 0, \"delta\": " + delta
                + ", \"logprobs\": null, \"finish_reason\": " + finish + "}]}\n\n";
    }

    /** Bytes as they arrive. */
    static List<TimedBytes> cut(byte[] bytes, int size) {
        List<TimedBytes> pieces = new ArrayList<>();
        for (int from = 0; from < bytes.length; from += size) {
            pieces.add(new TimedBytes(
                    pieces.size(), Arrays.copyOfRange(bytes, from, Math.min(bytes.length, from + size))));
        }
        return pieces;
    }

    private static RawRecord record(String text) {
        return RawRecord.of("sample.json", 1, text.getBytes(StandardCharsets.UTF_8));
    }
}

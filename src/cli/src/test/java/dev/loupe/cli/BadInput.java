package dev.loupe.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

/** Runs a command on wrong input: the message states what to do, and the exit code is never that of a verdict. */
abstract class BadInput {
    static final String GOOD =
            """
            {"format": "loupe-exchange/1", "id": "good", "provider": "openai", "request": {"method": "POST",\
             "url": "https://api.openai.com/v1/chat/completions", "headers": {}, "body": {"model": "gpt-4o", "messages":\
             [{"role": "user", "content": "Hi"}]}}, "response": {"status": 200, "headers": {"content-type":\
             "application/json"}, "body": {"id": "a", "object": "chat.completion", "created": 1741000000, "model":\
             "gpt-4o-2024-08-06", "choices": [{"index": 0, "message": {"role": "assistant", "content": "Hello"},\
             "finish_reason": "stop"}], "usage": {"prompt_tokens": 1, "completion_tokens": 1, "total_tokens": 2}}}}""";

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it
    Path dir;

    String output = "";

    Path write(String name, String text) throws IOException {
        return Files.writeString(dir.resolve(name), text);
    }

    int run(String... words) {
        StringWriter text = new StringWriter();
        PrintWriter both = new PrintWriter(text);
        int code = CommandRunner.run(both, both, words);
        output = text.toString().replaceAll("\\s+", " ");
        return code;
    }
}

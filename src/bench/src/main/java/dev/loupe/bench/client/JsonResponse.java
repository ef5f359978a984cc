package dev.loupe.bench.client;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.openai.core.ObjectMappers;
import dev.langchain4j.model.openai.internal.chat.ChatCompletionResponse;
import dev.loupe.gemma.model.ChatCompletion;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** A non-streaming response of 2 KB: deserialized, its text read, serialized again. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 4, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class JsonResponse {
    private final byte[] json = StreamSamples.response();
    private final JsonMapper openAiMapper = ObjectMappers.jsonMapper();
    private final ObjectMapper plainMapper = new ObjectMapper();

    @Benchmark
    public byte[] gemma() throws IOException {
        ChatCompletion response = plainMapper.readValue(json, ChatCompletion.class);
        String unused = response.text().orElseThrow();
        return plainMapper.writeValueAsBytes(response);
    }

    @Benchmark
    public byte[] openAi() throws IOException {
        com.openai.models.chat.completions.ChatCompletion response =
                openAiMapper.readValue(json, com.openai.models.chat.completions.ChatCompletion.class);
        String unused = response.choices().get(0).message().content().orElseThrow();
        return openAiMapper.writeValueAsBytes(response);
    }

    @Benchmark
    public byte[] langchain4j() throws IOException {
        ChatCompletionResponse response = plainMapper.readValue(json, ChatCompletionResponse.class);
        String unused = response.choices().get(0).message().content();
        return plainMapper.writeValueAsBytes(response);
    }
}

package dev.loupe.bench.client;

import com.openai.client.OpenAIClient;
import com.openai.client.okhttp.OpenAIOkHttpClient;
import com.openai.core.http.StreamResponse;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.chat.response.StreamingChatResponseHandler;
import dev.langchain4j.model.openai.OpenAiStreamingChatModel;
import dev.loupe.gemma.ChatStream;
import dev.loupe.gemma.GemmaClient;
import dev.loupe.gemma.model.ChatCompletionChunk;
import dev.loupe.gemma.model.ChunkChoice;
import dev.loupe.gemma.model.Gemma3Model;
import dev.loupe.gemma.model.Gemma3Request;
import java.io.IOException;
import java.util.Iterator;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** Reads a stream of 1000 chunks, from the request to the last chunk, over HTTP on this machine. An operation is a chunk. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@OperationsPerInvocation(StreamSamples.CHUNKS)
@Warmup(iterations = 4, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(1)
public class StreamReading {
    /** What differs between frames in addition to their text. */
    @Param({"NOTHING", "CREATED", "USAGE", "UNKNOWN"})
    private StreamSamples.Differing differing;

    private ReplayServer server;
    private GemmaClient gemma;
    private Gemma3Request gemmaRequest;
    private OpenAIClient openAi;
    private ChatCompletionCreateParams openAiRequest;
    private OpenAiStreamingChatModel langchain;
    private int expected;

    @Setup
    public void begin() {
        begin(differing);
    }

    void begin(StreamSamples.Differing chosen) {
        server = new ReplayServer("text/event-stream", StreamSamples.stream(chosen));
        gemma = GemmaClient.builder()
                .baseUrl(server.url())
                .apiKey(StreamSamples.KEY)
                .build();
        gemmaRequest = Gemma3Request.builder()
                .model(Gemma3Model.GEMMA_3_4B_IT)
                .user("Hi")
                .build();
        openAi = OpenAIOkHttpClient.builder()
                .baseUrl(server.url() + "/v1")
                .apiKey(StreamSamples.KEY)
                .build();
        openAiRequest = ChatCompletionCreateParams.builder()
                .model(StreamSamples.MODEL)
                .addUserMessage("Hi")
                .build();
        langchain = OpenAiStreamingChatModel.builder()
                .baseUrl(server.url() + "/v1")
                .apiKey(StreamSamples.KEY)
                .modelName(StreamSamples.MODEL)
                .build();
        expected = gemma();
        if (openAi() != expected || langchain4j() != expected || expected == 0) {
            throw new IllegalStateException("the clients do not read the same text");
        }
    }

    @TearDown
    public void end() throws IOException {
        openAi.close();
        server.close();
    }

    @Benchmark
    public int gemma() {
        int length = 0;
        try (ChatStream stream = gemma.stream(gemmaRequest)) {
            for (ChatCompletionChunk chunk : stream) {
                for (ChunkChoice choice : chunk.choices()) {
                    length += choice.delta().orElseThrow().content().orElse("").length();
                }
            }
        }
        return length;
    }

    @Benchmark
    public int openAi() {
        int length = 0;
        try (StreamResponse<com.openai.models.chat.completions.ChatCompletionChunk> stream =
                openAi.chat().completions().createStreaming(openAiRequest)) {
            Iterator<com.openai.models.chat.completions.ChatCompletionChunk> chunks =
                    stream.stream().iterator();
            while (chunks.hasNext()) {
                for (com.openai.models.chat.completions.ChatCompletionChunk.Choice choice :
                        chunks.next().choices()) {
                    length += choice.delta().content().orElse("").length();
                }
            }
        }
        return length;
    }

    @Benchmark
    public int langchain4j() {
        CompletableFuture<Integer> whole = new CompletableFuture<>();
        langchain.chat("Hi", new StreamingChatResponseHandler() {
            private int length;

            @Override
            public void onPartialResponse(String text) {
                length += text.length();
            }

            @Override
            public void onCompleteResponse(ChatResponse response) {
                whole.complete(length);
            }

            @Override
            public void onError(Throwable failure) {
                whole.completeExceptionally(failure);
            }
        });
        return whole.join();
    }
}

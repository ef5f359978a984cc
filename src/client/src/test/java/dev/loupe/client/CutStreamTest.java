package dev.loupe.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.loupe.client.error.StreamException;
import dev.loupe.client.transport.ResponseHeaders;
import dev.loupe.gemma.ChatStream;
import dev.loupe.gemma.GemmaClient;
import dev.loupe.gemma.behaviour.RawServer;
import dev.loupe.gemma.behaviour.Script;
import dev.loupe.gemma.model.ChatCompletion;
import dev.loupe.gemma.model.ChatCompletionChunk;
import dev.loupe.gemma.model.ChatRequest;
import dev.loupe.gemma.model.Gemma3Model;
import dev.loupe.gemma.model.Gemma3Request;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** One stream, cut and split at every one of its bytes. It counts as whole from the byte on that ends the finish reason's JSON. */
class CutStreamTest {
    private static final String BEGINNING = String.join(
            "",
            "\uFEFF: first\r\n\r\n",
            "data: {\"id\":\"c\",\"choices\":[{\"index\":0,\"delta\":{\"role\":\"assistant\",\"content\":\"Grüße \"},\"finish_reason\":null}]}\n\n",
            "event: ping\ndata: {}\n\n",
            "data: {\"id\":\"c\",\ndata: \"choices\":[{\"index\":0,\"delta\":{\"content\":\"👋\"},\"finish_reason\":\"\"}]}\r\n\r\n");
    private static final String FINISH =
            "data: {\"id\":\"c\",\"choices\":[{\"index\":0,\"delta\":{},\"finish_reason\":\"stop\"}]}";
    private static final String USAGE =
            "data: {\"choices\":null,\"usage\":{\"prompt_tokens\":1,\"completion_tokens\":2,\"total_tokens\":3}}";
    private static final byte[] STREAM = bytes(BEGINNING + FINISH + "\n\n" + USAGE + "\n\ndata: [DONE]\n\n");
    private static final int WHOLE_FROM = bytes(BEGINNING + FINISH).length;
    private static final int USAGE_FROM = bytes(BEGINNING + FINISH + "\n\n" + USAGE).length;
    private static final ChatRequest REQUEST =
            Gemma3Request.builder().model(Gemma3Model.GEMMA_3_4B_IT).user("Hi").build();

    @Test
    void aCutAtAnyByteDiffersFromAWholeResponse() {
        for (int cut = 0; cut <= STREAM.length; cut++) {
            for (IOException broken : Arrays.asList(null, new IOException("Connection reset"))) {
                ChunkReader<ChatCompletion, ChatCompletionChunk> reader = reader();
                reader.offer(List.of(ByteBuffer.wrap(STREAM, 0, cut)));
                reader.end(broken);
                if (cut >= WHOLE_FROM) {
                    ChatCompletion whole = readAll(reader);
                    assertThat(whole.text()).as("cut at %d", cut).hasValue("Grüße 👋");
                    assertThat(whole.usage().totalTokens().isPresent())
                            .as("usage when cut at %d", cut)
                            .isEqualTo(cut >= USAGE_FROM);
                } else {
                    assertThatThrownBy(() -> readAll(reader))
                            .as("cut at %d", cut)
                            .isInstanceOf(StreamException.class)
                            .hasMessageContaining("ended early")
                            .satisfies(early -> assertThat(((StreamException) early)
                                            .partial(ChatCompletion.class)
                                            .flatMap(ChatCompletion::text)
                                            .orElse(""))
                                    .isIn("", "Grüße ", "Grüße 👋"));
                }
            }
        }
    }

    @Test
    void aSplitAtAnyByteChangesNothing() {
        List<ChatCompletionChunk> expected = chunks(STREAM);
        assertThat(expected).hasSize(4);
        for (int split = 0; split <= STREAM.length; split++) {
            assertThat(chunks(Arrays.copyOfRange(STREAM, 0, split), Arrays.copyOfRange(STREAM, split, STREAM.length)))
                    .as("split at %d", split)
                    .isEqualTo(expected);
        }
    }

    @Test
    void aCutAtAnyByteOnTheWireDiffersFromAWholeResponse() {
        try (RawServer server = new RawServer()) {
            GemmaClient client = GemmaClient.builder()
                    .baseUrl(server.url())
                    .apiKey("k")
                    .maxRetries(0)
                    .build();
            for (int cut = 0; cut <= STREAM.length; cut++) {
                byte[] part = Arrays.copyOfRange(STREAM, 0, cut);
                // every other one breaks the chunked coding as well
                server.plays(cut % 2 == 0 ? Script.stream().then(part) : Script.chunked(part, false));
                String text;
                try (ChatStream stream = client.stream(REQUEST)) {
                    text = stream.completion().text().orElse("");
                } catch (StreamException early) {
                    text = "early";
                }
                assertThat(text).as("cut at %d", cut).isEqualTo(cut >= WHOLE_FROM ? "Grüße 👋" : "early");
            }
        }
    }

    @Test
    void aStreamThatFailedStaysFailed() {
        ChunkReader<ChatCompletion, ChatCompletionChunk> reader = reader();
        reader.end(null);
        assertThatThrownBy(reader::poll).isInstanceOf(StreamException.class);
        assertThatThrownBy(reader::poll).isInstanceOf(StreamException.class);
    }

    private static List<ChatCompletionChunk> chunks(byte[]... pieces) {
        ChunkReader<ChatCompletion, ChatCompletionChunk> reader = reader();
        List<ChatCompletionChunk> chunks = new ArrayList<>();
        for (byte[] piece : pieces) {
            reader.offer(List.of(ByteBuffer.wrap(piece)));
            for (ChatCompletionChunk chunk = reader.poll(); chunk != null; chunk = reader.poll()) {
                chunks.add(chunk);
            }
        }
        assertThat(reader.isFinished()).isTrue();
        return chunks;
    }

    private static ChatCompletion readAll(ChunkReader<ChatCompletion, ChatCompletionChunk> reader) {
        while (!reader.isFinished()) {
            reader.poll();
        }
        return Objects.requireNonNull(reader.partial());
    }

    private static ChunkReader<ChatCompletion, ChatCompletionChunk> reader() {
        ChatTypes<ChatCompletion, ChatCompletionChunk> types =
                new ChatTypes<>(ChatCompletion::read, ChatCompletionChunk::read, true);
        return new ChunkReader<>(
                200,
                ResponseHeaders.none(),
                ResponseLimits.DEFAULT,
                new ResponseDecoder<>(types, Clock.systemUTC(), List.of()));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}

package dev.loupe.gemma.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** What real servers send and the contract does not have. */
class LenientReadingTest {

    @Test
    void countsWithAFractionPartAreRead() {
        Usage usage = Usage.fromJson("{\"prompt_tokens\":3.0,\"completion_tokens\":4,\"total_tokens\":7.0E0}");

        assertThat(usage.promptTokens()).hasValue(3);
        assertThat(usage.completionTokens()).hasValue(4);
        assertThat(usage.totalTokens()).hasValue(7);
        assertThat(usage.toJson()).isEqualTo("{\"prompt_tokens\":3,\"completion_tokens\":4,\"total_tokens\":7}");
    }

    @Test
    void countsBeyondTheRangeOfLongAreKeptUnchanged() {
        for (String huge :
                new String[] {"99999999999999999999", "-99999999999999999999", "1e30", "9223372036854775808"}) {
            Usage usage = Usage.fromJson("{\"total_tokens\":" + huge + "}");

            assertThat(usage.totalTokens()).isEmpty();
            assertThat(usage.extras()).containsKey("total_tokens");
        }
        assertThat(Usage.fromJson("{\"total_tokens\":9223372036854775807}").totalTokens())
                .hasValue(Long.MAX_VALUE);
    }

    @Test
    void timesWithAFractionAreReadAndWrittenBack() {
        ChatCompletionChunk chunk = ChatCompletionChunk.fromJson("{\"created\":1766960802.5}");

        assertThat(chunk.created()).hasValue(1766960802.5);
        assertThat(chunk.createdAt()).hasValue(Instant.ofEpochMilli(1766960802500L));
        assertThat(chunk.toJson()).isEqualTo("{\"created\":1766960802.5}");
        assertThat(ChatCompletionChunk.fromJson("{\"created\":1766960802}").toJson())
                .isEqualTo("{\"created\":1766960802}");
    }

    @Test
    void nullsInAStreamAreRead() {
        ChatCompletionChunk chunk = ChatCompletionChunk.fromJson(
                "{\"choices\":[{\"index\":0,\"delta\":null,\"finish_reason\":null}],\"usage\":null}");

        assertThat(chunk.choices()).hasSize(1);
        assertThat(chunk.choices().get(0).delta()).isEmpty();
        assertThat(chunk.choices().get(0).isNull("delta")).isTrue();
        assertThat(chunk.usage()).isEmpty();
        assertThat(chunk.text()).isEmpty();

        assertThat(ChatCompletionChunk.fromJson("{\"choices\":[{\"delta\":{\"content\":null}}]}")
                        .text())
                .isEmpty();
        assertThat(ChatCompletionChunk.fromJson("{\"choices\":null}").choices()).isEmpty();
    }

    @Test
    void theTextOfAChunkIsThatOfTheFirstChoiceWhereverItStands() {
        assertThat(ChatCompletionChunk.fromJson("{\"choices\":[{\"index\":1,\"delta\":{\"content\":\"b\"}},"
                                + "{\"index\":0,\"delta\":{\"content\":\"a\"}}]}")
                        .text())
                .hasValue("a");
        assertThat(ChatCompletionChunk.fromJson("{\"choices\":[{\"index\":1,\"delta\":{\"content\":\"b\"}}]}")
                        .text())
                .isEmpty();
    }

    @Test
    void aUsageChunkWithNothingElseIsRead() {
        ChatCompletionChunk chunk = ChatCompletionChunk.fromJson("{\"choices\":[],\"usage\":{\"total_tokens\":5}}");

        assertThat(chunk.id()).isEmpty();
        assertThat(chunk.model()).isEmpty();
        assertThat(chunk.created()).isEmpty();
        assertThat(chunk.usage().orElseThrow().totalTokens()).hasValue(5);
    }

    @Test
    void aMissingObjectIsAnEmptyOne() {
        ChatCompletion answer = ChatCompletion.fromJson("{\"choices\":[{}]}");

        assertThat(answer.usage().totalTokens()).isEmpty();
        assertThat(answer.choices().get(0).message().content()).isEmpty();
        assertThat(answer.text()).isEmpty();
        assertThat(answer.toJson()).isEqualTo("{\"choices\":[{}]}");
    }

    @Test
    void unknownMessagesPartsAndToolCallsAreKept() {
        Gemma3nRequest request = Gemma3nRequest.fromJson(
                """
                {"messages": [
                  {"role": "tool", "content": "42", "tool_call_id": "a"},
                  {"content": "no role"},
                  {"role": "user", "content": [{"type": "image_url", "image_url": {"url": "u"}}, "text", 5, null]},
                  "odd"
                ]}""");

        assertThat(request.messages().get(0)).isInstanceOf(Gemma3nMessage.Other.class);
        assertThat(request.messages().get(1)).isInstanceOf(Gemma3nMessage.Other.class);
        assertThat(request.messages().get(3)).isInstanceOf(Gemma3nMessage.Other.class);
        Gemma3nUserMessage user = (Gemma3nUserMessage) request.messages().get(2);
        assertThat(((Gemma3nUserMessageContent.Parts) user.content().orElseThrow()).parts())
                .hasSize(4)
                .allMatch(part -> part instanceof Gemma3nUserContentPart.Other);
        assertThat(request.toJson())
                .contains("\"tool_call_id\":\"a\"")
                .contains("\"text\",5,null")
                .endsWith("\"odd\"]}");
    }

    @Test
    void theDiscriminatorMayComeLast() {
        ToolCall call = ChatCompletionMessage.fromJson(
                        "{\"tool_calls\":[{\"function\":{\"name\":\"f\",\"arguments\":\"{}\"},\"type\":\"function\"}]}")
                .toolCalls()
                .get(0);

        assertThat(((FunctionToolCall) call).function().name()).hasValue("f");
    }

    @Test
    void theLastOfTwoPropertiesOfOneNameCounts() {
        Usage usage = Usage.fromJson("{\"total_tokens\":null,\"total_tokens\":5,\"x\":1,\"x\":2}");

        assertThat(usage.totalTokens()).hasValue(5);
        assertThat(usage.toJson()).isEqualTo("{\"total_tokens\":5,\"x\":2}");
    }

    @Test
    void whatIsKeptCannotBeChanged() {
        Usage usage = Usage.fromJson("{\"x\":{\"a\":1}}");
        usage.extras().values().forEach(mine -> ((ObjectNode) mine).put("a", 2));

        assertThat(usage.toJson()).isEqualTo("{\"x\":{\"a\":1}}");
        assertThatThrownBy(() -> usage.extras().clear()).isInstanceOf(UnsupportedOperationException.class);
    }

    @Test
    void theWorkOfReadingAnObjectOfManyPropertiesIsLinear() {
        readAllOf(50_000); // what is made once is made now
        long less = bytesToRead(50_000);
        long more = bytesToRead(200_000);

        assertThat(more / (double) less)
                .as("4 for what reads each member once, 16 for what goes over all others for each")
                .isLessThan(6);
    }

    /** What is allocated meanwhile: the same on an idle machine and on a busy one. */
    private static long bytesToRead(int members) {
        var threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = threads.getCurrentThreadAllocatedBytes();
        readAllOf(members);
        return threads.getCurrentThreadAllocatedBytes() - before;
    }

    private static void readAllOf(int members) {
        StringBuilder json = new StringBuilder("{\"a\":null");
        for (int i = 0; i < members; i++) {
            json.append(",\"").append(i).append("\":null");
        }

        assertThat(Usage.fromJson(json.append('}').toString()).extras()).hasSize(members + 1);
    }

    @Test
    void anythingButAJsonObjectIsRejected() {
        for (String text : new String[] {"[]", "null", "\"a\"", "5", "", "{", "{\"a\"", "{\"choices\":[", "{} {}"}) {
            assertThatThrownBy(() -> ChatCompletionChunk.fromJson(text))
                    .as(text)
                    .isInstanceOf(UncheckedIOException.class);
        }
        assertThatThrownBy(() -> ChatCompletion.fromJson("[]"))
                .hasMessageContaining("Expected an object, but found start array");
    }

    @Test
    void aParserIsLeftAtTheEndOfTheObject() throws IOException {
        try (JsonParser parser = new JsonFactory().createParser("{\"a\":{\"b\":[{}]}} {\"id\":\"2\"}")) {
            ChatCompletionChunk.read(parser);
            assertThat(parser.nextToken()).isEqualTo(JsonToken.START_OBJECT);
            assertThat(ChatCompletionChunk.read(parser).id()).hasValue("2");
        }
    }
}

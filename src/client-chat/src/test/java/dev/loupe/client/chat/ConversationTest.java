package dev.loupe.client.chat;

import static dev.loupe.client.chat.Responses.calls;
import static dev.loupe.client.chat.Responses.json;
import static dev.loupe.client.chat.Responses.request;
import static dev.loupe.client.chat.Responses.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConversationTest {
    private static final byte[] PNG = bytes("\u0089PNG\r\n\u001a\nrest");

    private static byte[] bytes(String latin) {
        return latin.getBytes(StandardCharsets.ISO_8859_1);
    }

    @Test
    void eachMessageIsAdded() {
        Conversation<JsonNode> start = Conversation.of(request());
        Conversation<JsonNode> later = start.system("Be short.")
                .response(calls("c1", "weather", "{}"))
                .toolResult("c1", "21")
                .response(text("It is warm."))
                .assistant("Really.")
                .user("Thanks");
        assertThat(later.messages())
                .extracting(message -> message.path("role").asText())
                .containsExactly("user", "system", "assistant", "tool", "assistant", "assistant", "user");
        assertThat(later.request().path("temperature").decimalValue()).isEqualByComparingTo("0.1");
        assertThat(later.request().path("messages")).hasSize(7);
        assertThat(start.messages()).hasSize(1);
    }

    @Test
    void aResponseKeepsWhatARequestMayHave() {
        JsonNode response = json(
                """
                {'choices':[{'message':{'role':'assistant','content':null,'refusal':null,'annotations':[],'reasoning':'hm',
                  'tool_calls':[{'id':'c','type':'function','function':{'name':'f','arguments':'{}'},'x':1}],
                  'audio':{'id':'audio_1','data':'AAAA','transcript':'t'}}}]}
                """);
        assertThat(Messages.ofResponse(response))
                .isEqualTo(
                        json(
                                """
                        {'role':'assistant','tool_calls':[{'id':'c','type':'function','function':{'name':'f','arguments':'{}'},'x':1}],
                         'audio':{'id':'audio_1'},'content':null}
                        """));
        assertThat(Messages.ofResponse(json("{'choices':[]}"))).isEqualTo(json("{'role':'assistant','content':''}"));
    }

    @Test
    void olderTurnsAreDroppedWithTheirToolResults() {
        Conversation<JsonNode> all = Conversation.of(json("{'messages':[]}"))
                .system("s")
                .user("1")
                .response(calls("c", "f", "{}"))
                .toolResult("c", "r")
                .user("2")
                .response(text("two"))
                .user("3");
        assertThat(all.keepLastTurns(2).messages())
                .extracting(message -> message.path("content").asText())
                .containsExactly("s", "2", "two", "3");
        assertThat(all.keepLastTurns(9).messages()).hasSize(7);
        assertThatThrownBy(() -> all.keepLastTurns(0)).hasMessageContaining("turns is 0");
    }

    @Test
    void anImageIsAPartOfAUserMessage(@TempDir Path folder) throws IOException {
        Path file = Files.write(folder.resolve("photo.txt"), PNG);
        JsonNode message = Conversation.of(json("{}"))
                .user(
                        "What is this?",
                        ImageContent.file(file).detail("low"),
                        ImageContent.url(URI.create("https://x.test/a.jpg")))
                .messages()
                .get(0);
        assertThat(message)
                .isEqualTo(
                        json(
                                """
                        {'role':'user','content':[{'type':'text','text':'What is this?'},
                          {'type':'image_url','image_url':{'url':'data:image/png;base64,iVBORw0KGgpyZXN0','detail':'low'}},
                          {'type':'image_url','image_url':{'url':'https://x.test/a.jpg'}}]}
                        """));
    }

    @ParameterizedTest
    @CsvSource({"image/jpeg,\u00ff\u00d8\u00ff\u00e0", "image/gif,GIF89a", "image/webp,RIFF0000WEBPVP8"})
    void theTypeOfAnImageIsThatOfItsBytes(String type, String begin) {
        assertThat(ImageContent.bytes(bytes(begin))).hasToString("data:" + type + ";base64");
    }

    @Test
    void aLongOrUnknownOrMissingImageIsAnError(@TempDir Path folder) throws IOException {
        Path file = Files.write(folder.resolve("photo.png"), PNG);
        assertThatThrownBy(() -> ImageContent.file(file, 11)).hasMessageContaining("photo.png is longer than 11 bytes");
        assertThat(ImageContent.file(file, 12).part()).isNotNull();
        assertThatThrownBy(() -> ImageContent.bytes(PNG, 11)).hasMessageContaining("longer than 11 bytes");
        assertThatThrownBy(() -> ImageContent.bytes(bytes("<svg>"))).hasMessageContaining("no PNG, JPEG, GIF or WebP");
        assertThatThrownBy(() -> ImageContent.file(folder.resolve("none.png")))
                .isInstanceOf(UncheckedIOException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"file:///etc/passwd", "data:image/png;base64,AAAA", "photo.png"})
    void anImageThatTheServerCannotFetchIsAnError(String url) {
        assertThatThrownBy(() -> ImageContent.url(URI.create(url))).hasMessageContaining("expected https or http");
    }
}

package dev.loupe.serve.record;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loupe.exchange.redact.Redactor;
import dev.loupe.exchange.sse.TimedBytes;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class HeldEventsTest {
    private static final String KEY = "company-key-0123456789";

    private final HeldEvents held =
            new HeldEvents(new SecretBeginnings(Redactor.of("API_KEY"), List.of(KEY)), pieces -> pieces);

    private static TimedBytes piece(String text) {
        return new TimedBytes(0, text.getBytes(StandardCharsets.UTF_8));
    }

    private static TimedBytes event(int choice, String content) {
        return piece(
                "data: {\"choices\":[{\"index\":" + choice + ",\"delta\":{\"content\":\"" + content + "\"}}]}\n\n");
    }

    private static String text(List<TimedBytes> pieces) {
        var text = new StringBuilder();
        pieces.forEach(piece -> text.append(new String(piece.bytes(), StandardCharsets.UTF_8)));
        return text.toString();
    }

    private String add(TimedBytes... pieces) {
        return text(held.add(List.of(pieces)));
    }

    @Test
    void anEventIsWrittenWhenItIsComplete() {
        assertThat(add(piece("data: {\"a\":"))).isEmpty();
        assertThat(add(piece("1}\n\ndata: {\"b\""))).isEqualTo("data: {\"a\":1}\n\n");
        assertThat(add(piece(":2}\r\n\r\n"))).isEqualTo("data: {\"b\":2}\r\n\r\n");
    }

    @Test
    void aFinishedWordIsWritten() {
        assertThat(add(event(0, "Hello"))).isEmpty();
        assertThat(add(event(0, ", "))).contains("Hello").contains(", ");
    }

    @Test
    void theBeginningOfAKnownSecretIsHeldUntilItCannotBeOne() {
        assertThat(add(event(0, "It is company-"), event(0, "key-"), event(0, "01234567")))
                .isEmpty();
        assertThat(add(event(0, "x and more. "))).contains("company-").contains("01234567");
    }

    @Test
    void theBeginningOfAShapeOfKeysIsHeld() {
        assertThat(add(event(0, "Use sk-"), event(0, "proj"), event(0, "-a1b2c3d4")))
                .isEmpty();
        assertThat(text(held.rest(List.of()))).contains("sk-").contains("proj").contains("a1b2c3d4");
    }

    @Test
    void aPartOfAKeyWithTheShapeOfAKeyIsRedactedWithItsRest() {
        Redactor redactor = Redactor.of("API_KEY");
        var redacting = new HeldEvents(new SecretBeginnings(redactor, List.of()), pieces -> pieces.stream()
                .map(each -> piece(redactor.redact(text(List.of(each)))))
                .toList());
        String written = text(redacting.add(List.of(event(0, "key xox" + "b-123456789012-34567"))));
        assertThat(written).isEmpty();
        assertThat(text(redacting.rest(List.of()))).contains("${API_KEY}").doesNotContain("34567");
    }

    @Test
    void eachChoiceIsASeparateText() {
        assertThat(add(event(0, "company-key"), event(1, "Hi. "))).isEmpty();
        assertThat(add(event(1, "So. "), event(0, ". ")))
                .contains("company-key")
                .contains("Hi.");
    }

    @Test
    void wordsWithoutAnEndAreNotHeldForLong() {
        List<TimedBytes> written = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            written.addAll(held.add(List.of(event(0, "token" + i))));
        }
        assertThat(text(written)).contains("token40");
    }

    @Test
    void aKeyIsHeldUntilItsShapeIsKnown() {
        for (String part : List.of("use dop_v1", "_0123456789abcdef", "0123456789abcdef", "0123456789abcdef")) {
            assertThat(text(held.add(List.of(event(0, part))))).doesNotContain("0123");
        }
    }

    @Test
    void theRestIsWrittenAtTheEndOfTheStream() {
        assertThat(add(piece("data: [DO"))).isEmpty();
        assertThat(text(held.rest(List.of()))).isEqualTo("data: [DO");
    }

    @Test
    void anEventWithoutAnEndIsNotHeldBeyondTheBound() {
        assertThat(add(piece("data: " + "a ".repeat(100_000)))).hasSize(200_006);
    }

    @Test
    void theEndOfAStreamIsRedactedOnce() {
        List<List<TimedBytes>> redactions = new ArrayList<>();
        var counting = new HeldEvents(new SecretBeginnings(Redactor.of("API_KEY"), List.of(KEY)), pieces -> {
            redactions.add(pieces);
            return pieces;
        });
        counting.add(List.of(event(0, "Hello")));
        assertThat(text(counting.rest(List.of(event(0, " wor"), event(0, "ld. ")))))
                .contains("Hello")
                .contains("ld. ");
        assertThat(redactions).hasSize(1);
    }
}

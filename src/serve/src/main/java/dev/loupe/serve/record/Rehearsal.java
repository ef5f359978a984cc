package dev.loupe.serve.record;

import dev.loupe.exchange.Body;
import dev.loupe.exchange.Exchange;
import dev.loupe.exchange.HeaderFields;
import dev.loupe.exchange.Origin;
import dev.loupe.exchange.Reply;
import dev.loupe.exchange.file.PartialRecording;
import dev.loupe.exchange.redact.Redactor;
import dev.loupe.exchange.sse.TimedBytes;
import java.nio.charset.StandardCharsets;
import java.util.List;
import javax.crypto.Cipher;

/** Writes a stream to memory, so that code is loaded before the first exchange, and before memory is scarce. */
final class Rehearsal {
    private static final int EVENTS = 300;
    private static final TimedBytes EVENT = new TimedBytes(
            0,
            "data: {\"choices\":[{\"index\":0,\"delta\":{\"content\":\"some words, \"}}]}\n\n"
                    .getBytes(StandardCharsets.UTF_8));

    private Rehearsal() {}

    static void run(Redactor redactor) {
        EncryptedOverflow.cipher(Cipher.ENCRYPT_MODE, new byte[32], new byte[16]);
        Exchange.Request request =
                new Exchange.Request("POST", "", HeaderFields.NOT_RECORDED, Body.of(new byte[] {'{', '}'}));
        Origin origin = new Origin(null, null, null, "recording", null, 0);
        Reply.Head head = new Reply.Head(200, HeaderFields.NOT_RECORDED);
        HeldEvents held = new HeldEvents(new SecretBeginnings(redactor, List.of()), pieces -> {
            Reply reply = new Reply.Streamed(head, List.of(), Reply.Ending.CLOSED, pieces);
            Exchange redacted = redactor.redact(new Exchange(new Exchange.Id(""), origin, request, reply, null));
            return ((Reply.Streamed) redacted.reply()).pieces();
        });
        Exchange exchange =
                new Exchange(new Exchange.Id(""), origin, request, new Reply.Unanswered(PartialRecording.CUT), null);
        PartialRecording.stream(redactor.redact(exchange), head);
        for (int i = 0; i < EVENTS; i++) {
            PartialRecording.pieces(exchange, held.add(List.of(EVENT)));
        }
    }
}

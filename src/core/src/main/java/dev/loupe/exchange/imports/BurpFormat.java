package dev.loupe.exchange.imports;

import dev.loupe.exchange.Reply;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Items that Burp Suite saved as XML: each has the bytes of the request and of the response. */
final class BurpFormat implements ImportFormat.OfFile {
    private static final Pattern START = Pattern.compile("<items[^>]{0,400} burpVersion=|<items\\s+burpVersion=");

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern(
                    "EEE MMM dd HH:mm:ss 'UTC' uuuu", Locale.ROOT)
            .withZone(java.time.ZoneOffset.UTC);

    @Override
    public String name() {
        return "burp";
    }

    @Override
    public boolean matches(ImportFile file) {
        return file.isXml() && START.matcher(file.beginning()).find();
    }

    @Override
    public void read(ImportFile file, EntrySink sink) throws ImportException {
        XmlElement.each(file.text(), "item"::equals, item -> {
            sink.at(item.line());
            sink.numbered(sink.count() + 1);
            item(item, sink);
        });
        if (sink.count() == 0) {
            sink.skipped("a file without items");
        }
    }

    private static void item(XmlElement item, EntrySink sink) {
        String url = item.text("url").text();
        if (!ImportedMessages.isChatCompletion(item.text("method").text(), url)) {
            sink.skipped("not a POST to .../chat/completions");
            return;
        }
        try {
            RawMessage request = RawMessage.of(bytes(item.text("request")));
            byte[] received = bytes(item.text("response"));
            if (received.length == 0) {
                sink.skipped("a request without a response");
                return;
            }
            RawMessage response = RawMessage.of(received);
            sink.recorded(
                    time(item.text("time").text()),
                    ImportedMessages.request(
                            url,
                            request.headers(),
                            ImportedMessages.body(ImportedMessages.decoded(request.body(), request.headers()))),
                    ImportedMessages.response(
                            new Reply.Head(response.status(), response.headers()),
                            ImportedMessages.decoded(response.body(), response.headers())));
        } catch (ImportException e) {
            sink.damaged(e.what());
        }
    }

    private static byte[] bytes(XmlElement.Text text) throws ImportException {
        try {
            return text.base64()
                    ? Base64.getMimeDecoder().decode(text.text())
                    : text.text().getBytes(StandardCharsets.UTF_8);
        } catch (IllegalArgumentException notBase64) {
            throw new ImportException("its content is not base64; save the items with base64 again");
        }
    }

    /** Only UTC is clear: an abbreviation such as IST is of several zones. */
    private static @Nullable Instant time(String text) {
        try {
            return ZonedDateTime.parse(text.replace(" GMT ", " UTC "), TIME).toInstant();
        } catch (DateTimeException otherZone) {
            return null;
        }
    }
}

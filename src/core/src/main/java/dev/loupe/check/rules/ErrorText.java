package dev.loupe.check.rules;

import com.fasterxml.jackson.databind.JsonNode;
import dev.loupe.chat.Choice;
import dev.loupe.chat.ExchangeParser;
import dev.loupe.chat.GeneratedJson;
import dev.loupe.chat.ParsedCompletion;
import dev.loupe.chat.PromptText;
import dev.loupe.chat.StrictValues;
import dev.loupe.check.Level;
import dev.loupe.check.ParsedExchange;
import dev.loupe.check.Violation;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** An error of an upstream that a gateway sends as the text of a message. */
final class ErrorText {
    private ErrorText() {}

    /**
     * The text of an exception of the OpenAI SDK for Python, or of LiteLLM, which prefixes its class, and the response of Envoy, a
     * proxy, without its upstream.
     */
    private static final Pattern EXCEPTION =
            Pattern.compile("\\s*(?:Error code: [45]\\d\\d - \\{|litellm\\.\\w{1,60}(?:Error|Exception): "
                    + "|upstream connect error or disconnect/reset before headers)");

    /** A status line or page of a server or proxy that is the whole text: status and reason phrase, in any of the usual orders. */
    private static final Pattern STATUS = Pattern.compile(
            "\\s*(?:<(?:!doctype html|html)\\b[\\s\\S]{0,400}<title>\\s*)?(?:Error:?\\s+)?(?:HTTP(?:/\\d(?:\\.\\d)?)?\\s+)?(?:Error:?\\s+)?"
                    + "([45]\\d\\d)[\\s:-]{1,3}(?:Bad Request|Unauthorized|Forbidden|Not Found|Request Time-?out|Too Many Requests"
                    + "|Internal Server Error|Bad Gateway|Service (?:Temporarily )?Unavailable|Gateway Time-?out)\\b.{0,40}"
                    + "(?:</title>[\\s\\S]*|\\s*)",
            Pattern.CASE_INSENSITIVE);

    /** The first message that is an error; null when there is none, or the request may be about errors or JSON. */
    static @Nullable Violation find(ParsedExchange observed, ParsedCompletion completion) {
        for (Choice choice : completion.choices()) {
            String text = choice.content();
            if (text != null && isError(text, observed.request()) && !isRequested(observed.request())) {
                return Violation.of(
                                choice.first().at(completion.streamed() ? "/delta/content" : "/message/content"),
                                "an error with a 4xx or 5xx status",
                                StrictValues.quoted(text),
                                "the text of the message is an error: " + StrictValues.quoted(text))
                        .atMost(Level.SHOULD);
            }
        }
        return null;
    }

    private static boolean isError(String text, JsonNode request) {
        Matcher status = STATUS.matcher(text);
        if (status.matches()) {
            return !PromptText.contains(request, status.group(1)) && !PromptText.contains(request, "HTTP");
        }
        if (!text.contains("rror")) {
            return false;
        }
        JsonNode json = text.stripLeading().startsWith("{") ? GeneratedJson.json(text) : null;
        return json == null ? EXCEPTION.matcher(text).lookingAt() : ExchangeParser.isError(json);
    }

    private static boolean isRequested(JsonNode request) {
        return StrictValues.isPresent(request.path("response_format"))
                || PromptText.contains(request, "rror")
                || PromptText.contains(request, "JSON")
                || PromptText.contains(request, "json");
    }
}

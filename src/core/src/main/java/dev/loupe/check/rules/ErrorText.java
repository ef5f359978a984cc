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
     * The beginning of the text of an exception of the OpenAI SDK for Python, of LiteLLM, which prefixes its class, of Python, of its
     * HTTP clients, of axios, gRPC, Go and the SDK of AWS, the response of Envoy, a proxy, without its upstream, and OpenAI's message
     * about a quota.
     */
    private static final Pattern EXCEPTION = Pattern.compile(
            "\\s*(?:Error: |(?:Sorry, )?[Aa]n (?:internal )?error occurred: )?(?:Error code: [45]\\d\\d\\b|litellm\\.\\w{1,60}(?:Error|Exception): "
                    + "|upstream connect error or disconnect/reset before headers|upstream request timeout\\s*$"
                    + "|(?:Throttling|(?:\\w{1,20})?(?:RateLimit|Timeout|Connection|ServiceUnavailable|InternalServer))(?:Exception|Error): "
                    + "|\\('Connection aborted\\.', |CUDA out of memory\\. Tried to allocate "
                    + "|Traceback \\(most recent call last\\):\\s*\\n\\s*File \"|HTTPS?ConnectionPool\\(host="
                    + "|(?:AxiosError: )?Request failed with status code [45]\\d\\d\\b|rpc error: code = "
                    + "|(?:Post|Get) \"https?://[^\"\\s]{1,200}\": |(?:botocore\\.\\S{1,80}: )?An error occurred \\(\\w{1,60}\\) when calling the "
                    + "|You exceeded your current quota, please check your plan and billing details)");

    /** The beginning of a message of One API and New API, the gateways of many resellers: load, channels, balance, key. */
    private static final Pattern GATEWAY = Pattern.compile(
            "\\s*(?:当前分组上游负载已饱和|当前分组 .{0,60} 下对于模型 .{0,80} 无可用渠道|分组 .{0,60} 下模型 .{0,80} ?(?:的可用渠道不存在|无可用渠道)"
                    + "|No available channel for model \\S{1,80} under group |预扣费额度失败|用户额度不足|该令牌额度已用尽|令牌额度不足|该令牌状态不可用)");

    /** Messages are a sentence; a text that begins like one and goes on is about it. */
    private static final int LONGEST_MESSAGE = 300;

    private static final int SHORTEST_EXCEPTION = 10;

    /** A status line that is the whole text: status and reason phrase. */
    private static final Pattern STATUS = Pattern.compile(
            "\\s*(?:Error:?\\s+)?(?:HTTP(?:/\\d(?:\\.\\d)?)?\\s+)?(?:Error:?\\s+)?"
                    + "([45]\\d\\d)[\\s:-]{1,3}(?:Bad Request|Unauthorized|Forbidden|Not Found|Request Time-?out|Too Many Requests"
                    + "|Internal Server Error|Bad Gateway|Service (?:Temporarily )?Unavailable|Gateway Time-?out)\\b.{0,40}\\s*",
            Pattern.CASE_INSENSITIVE);

    /** The beginning of a page of a server or proxy with the status in its title. */
    private static final Pattern PAGE = Pattern.compile(
            "\\s*<(?:!doctype html|html)\\b[\\s\\S]{0,400}?<title>[^<]{0,60}\\b([45]\\d\\d)\\b[^<]{0,80}</title>",
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
        Matcher page = PAGE.matcher(text);
        if (status.matches()) {
            return isUnexpected(request, status.group(1), "HTTP");
        }
        if (page.lookingAt()) {
            return isUnexpected(request, page.group(1), "HTML") && !PromptText.contains(request, "html");
        }
        if (text.length() <= LONGEST_MESSAGE && GATEWAY.matcher(text).lookingAt()) {
            return !PromptText.anyText(
                    request,
                    any -> any.contains("额度") || any.contains("渠道") || any.contains("令牌") || any.contains("负载"));
        }
        if (EXCEPTION.matcher(text).lookingAt()) {
            return !PromptText.contains(request, text.strip().substring(0, SHORTEST_EXCEPTION));
        }
        JsonNode json = text.contains("rror") && text.stripLeading().startsWith("{") ? GeneratedJson.json(text) : null;
        return json != null && ExchangeParser.isError(json);
    }

    private static boolean isUnexpected(JsonNode request, String status, String protocol) {
        return !PromptText.contains(request, status) && !PromptText.contains(request, protocol);
    }

    private static boolean isRequested(JsonNode request) {
        return StrictValues.isPresent(request.path("response_format"))
                || PromptText.contains(request, "rror")
                || PromptText.contains(request, "JSON")
                || PromptText.contains(request, "json");
    }
}

package dev.loupe.check.rules;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.loupe.chat.Choice;
import dev.loupe.chat.GeneratedJson;
import dev.loupe.chat.OfferedTools;
import dev.loupe.chat.ParsedCompletion;
import dev.loupe.chat.PromptText;
import dev.loupe.chat.StrictValues;
import dev.loupe.check.CheckDescription;
import dev.loupe.check.Level;
import dev.loupe.check.ParsedExchange;
import dev.loupe.check.Result;
import dev.loupe.check.Violation;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

@CheckDescription(
        id = "message.no-tool-markup",
        level = Level.SHOULD,
        truth = "where tools are offered, the text contains no markup of a tool call and is not the JSON of one",
        source =
                "derived: the formats in which the published chat templates of the model families write calls; the text may be meant so, hence SHOULD",
        why = "the call is not executed, and the user sees it",
        fix = "parse the tool calls of the model, and send them in tool_calls")
final class MessageNoToolMarkup implements CompletionCheck {
    @Override
    public Result on(ParsedExchange observed, ParsedCompletion completion) {
        OfferedTools offered = observed.tools();
        if (offered.isEmpty()) {
            return Result.notApplicable("the request offers no tools");
        }
        return PerChoice.judge(
                completion,
                Choice::hasText,
                (choice, text) -> leak(observed, offered, choice, text),
                Result.notApplicable("the response has no text"));
    }

    private static @Nullable Violation leak(ParsedExchange observed, OfferedTools offered, Choice choice, String text) {
        String markup = markupIn(observed, text);
        String call = choice.toolCalls().isEmpty() ? callIn(offered, text) : "";
        if (markup.isEmpty() && call.isEmpty()) {
            markup = blockIn(observed, text);
        }
        if (markup.isEmpty() && call.isEmpty()) {
            return null;
        }
        return Violation.of(
                choice.at("/content"),
                "the call in tool_calls",
                StrictValues.quoted(text),
                markup.isEmpty()
                        ? "the text is a call of " + StrictValues.quoted(call) + ", expected in tool_calls"
                        : "the text contains the tool call markup " + StrictValues.quoted(markup));
    }

    /** Hermes and Qwen, Llama 3, Mistral, DeepSeek, Anthropic, Phi, Command, Granite, InternLM, gpt-oss, FunctionGemma, Nemotron, Grok. */
    private static final List<String> MARKUP = List.of(
            "<tool_call>",
            "</tool_call>",
            "<function=",
            "<|tool_call",
            "<tool_calls>",
            "[TOOL_CALLS]",
            "[TOOL_REQUEST]",
            "<\uff5ctool\u2581call",
            "<\uff5cDSML\uff5c",
            "<function_calls>",
            "<invoke name=",
            "functools[",
            "<minimax:tool_call>",
            "<start_function_call>",
            "<tool_use><name>",
            "<TOOLCALL>",
            "<xai:function_call",
            "<longcat_tool_call>",
            "<|tools_prefix|>",
            "commentary to=functions.",
            "<tools>{",
            "<|START_ACTION|>",
            "<|action_start|>",
            "<|channel|>commentary to=");

    private static String markupIn(ParsedExchange observed, String content) {
        String text = QuotedText.withoutCode(content);
        for (String markup : MARKUP) {
            if (text.contains(markup) && !QuotedText.isInPrompt(observed.request(), markup)) {
                return markup;
            }
        }
        return "";
    }

    /** The opening of a block of code for a tool with which the text begins, also of one that is not offered; empty when none. */
    private static String blockIn(ParsedExchange observed, String text) {
        Matcher block = BLOCK.matcher(text.stripLeading());
        return block.lookingAt() && !PromptText.contains(observed.request(), block.group(1)) ? block.group() : "";
    }

    /** The name of the offered tool that the text is a call of; empty when it is no call. */
    private static String callIn(OfferedTools offered, String content) {
        Matcher fenced = FENCED.matcher(content.strip());
        String text = fenced.matches() ? fenced.group(1) : content.strip();
        String name = calledInPython(content.strip());
        if (!name.isEmpty()) {
            return offered.contains(name) ? name : "";
        }
        if (!text.startsWith("{") && !text.startsWith("[")) {
            return "";
        }
        JsonNode value = GeneratedJson.json(text);
        JsonNode call = value == null ? MissingNode.getInstance() : value.isArray() ? value.path(0) : value;
        call = call.path("tool_calls").isArray() ? call.path("tool_calls").path(0) : call;
        JsonNode named = call.path("function").isObject() ? call.path("function") : call;
        String called = StrictValues.textOrEmpty(named.path("name"));
        boolean hasArguments = named.has("arguments") || named.has("parameters");
        return hasArguments && offered.contains(called) ? called : "";
    }

    /** The function of a text that is nothing but a call in Python, as Llama 4 and Gemma write it; empty when it is none. */
    private static String calledInPython(String text) {
        Matcher call = PYTHON.matcher(text);
        return call.matches() ? call.group(1) : "";
    }

    private static final Pattern BLOCK = Pattern.compile("```(tool_(?:code|calls?))\\b");

    /** A text that is nothing but one block of JSON. */
    private static final Pattern FENCED = Pattern.compile("```(?:json)?\\s+([{\\[][^`]*)```");

    private static final Pattern PYTHON = Pattern.compile(
            "(?:```tool_code\\s+(?:print\\()?|\\[)([A-Za-z_][A-Za-z0-9_]{0,63})\\([^\\n]{0,2000}\\)\\)?\\s*(?:]|```)");
}

package dev.loupe.check.rules;

import com.fasterxml.jackson.databind.node.BooleanNode;
import dev.loupe.chat.Choice;
import dev.loupe.chat.Choice.ToolCall;
import dev.loupe.chat.ParsedCompletion;
import dev.loupe.chat.PromptText;
import dev.loupe.chat.StrictValues;
import dev.loupe.check.CheckDescription;
import dev.loupe.check.Level;
import dev.loupe.check.ParsedExchange;
import dev.loupe.check.Result;
import dev.loupe.check.Violation;
import dev.loupe.exchange.FindingLocation;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

@CheckDescription(
        id = "message.no-template-tokens",
        level = Level.SHOULD,
        truth =
                "the text and the arguments of calls contain no token of a chat template that the prompt does not contain",
        source =
                "derived: these tokens delimit turns in the published chat templates of the model families and are not part of what the model writes; a caller may have requested raw output, hence SHOULD",
        why = "the user sees markup, and the text behind it is often a made-up turn of the user",
        fix = "stop at the end-of-turn token of the model, and remove special tokens when the output is decoded")
final class MessageNoTemplateTokens implements CompletionCheck {
    @Override
    public Result on(ParsedExchange observed, ParsedCompletion completion) {
        if (observed.request().path("skip_special_tokens").equals(BooleanNode.FALSE)) {
            return Result.notApplicable("the request requires special tokens");
        }
        List<Violation> violations = new ArrayList<>(0);
        int applicable = 0;
        for (Choice choice : completion.choices()) {
            if (choice.content() != null && choice.hasText()) {
                applicable++;
                String token = tokenIn(observed, choice.content());
                if (token != null) {
                    violations.add(leak(choice.at("/content"), token, "the text"));
                }
            }
            for (ToolCall call : choice.toolCalls()) {
                applicable++;
                String token = tokenIn(observed, call.arguments());
                if (token != null) {
                    violations.add(leak(call.at("/function/arguments"), token, "the argument text of a call"));
                }
            }
        }
        return applicable == 0
                ? Result.notApplicable("the response has no text and no tool call")
                : Result.of(violations);
    }

    private static Violation leak(FindingLocation at, String token, String where) {
        return Violation.of(
                at,
                "no token of a chat template",
                StrictValues.quoted(token),
                where + " contains the template token " + StrictValues.quoted(token) + ", which the prompt does not");
    }

    /** Gemma 3, ChatML, Llama 3, Llama 2 and Mistral, GPT-2, gpt-oss, DeepSeek, Phi, GLM, Command. */
    private static final List<String> TOKENS = List.of(
            "<end_of_turn>",
            "<start_of_turn>",
            "<|im_end|>",
            "<|im_start|>",
            "<|im_sep|>",
            "<|eot_id|>",
            "<|eom_id|>",
            "<|start_header_id|>",
            "<|end_header_id|>",
            "<|begin_of_text|>",
            "<|end_of_text|>",
            "<|python_tag|>",
            "[INST]",
            "[/INST]",
            "<<SYS>>",
            "<</SYS>>",
            "<|endoftext|>",
            "<|endofprompt|>",
            "<|channel|>",
            "<|message|>",
            "<|start|>",
            "<|end|>",
            "<|return|>",
            "<|call|>",
            "<|assistant|>",
            "<|user|>",
            "<|system|>",
            "<|observation|>",
            "<\uff5cbegin\u2581of\u2581sentence\uff5c>",
            "<\uff5cend\u2581of\u2581sentence\uff5c>",
            "<\uff5cUser\uff5c>",
            "<\uff5cAssistant\uff5c>",
            "<|START_OF_TURN_TOKEN|>",
            "<|END_OF_TURN_TOKEN|>",
            "<|START_RESPONSE|>",
            "<|END_RESPONSE|>",
            "<end_of_utterance>",
            "[gMASK]",
            "<sop>",
            "<start_of_image>",
            "<end_of_image>",
            "<image_soft_token>",
            "<audio_soft_token>");

    /**
     * Tokens of any other template: a word between pipes, also those of DeepSeek, words with one pipe as in Gemma 4, unused and byte
     * tokens, padding, and a sequence's begin or end at the ends of the text. A call in markup is reported by message.no-tool-markup where tools are offered.
     */
    private static final Pattern ANY =
            Pattern.compile("<\\|(?!tool|START_ACTION|action_)[A-Za-z][A-Za-z0-9_\u2581]{1,40}\\|>"
                    + "|<\uff5c(?!tool)[A-Za-z][A-Za-z\u2581]{1,40}\uff5c>"
                    + "|<\\|(?:turn|channel|think)>|<(?:turn|channel)\\|>"
                    + "|<ctrl[0-9]{1,3}>|<reserved_[0-9]{1,3}>|<eoa>|<\\[[A-Za-z_]{1,20}_never_used_[0-9a-f]{32}]>"
                    + "|\\[\\|(?:assistant|user|system|endofturn)\\|]|\\[e~\\["
                    + "|<unused[0-9]{1,4}>|<0x[0-9A-F]{2}>|<pad>\\s*<pad>|^\\s*<bos>|<[be]os>\\s*$");

    /** A token of a call, where no tool is offered. */
    private static final Pattern CALL = Pattern.compile(
            "<\\|(?:tool|action_)[a-z_]{1,40}\\|>|<\uff5ctool[a-z\u2581]{1,40}\uff5c>|<\\|tool_call>|<tool_call\\|>");

    /**
     * The end of a sequence in older vocabularies, and that of the text of a model that thinks, by the tag that opens it. They are
     * words of other markup as well.
     */
    private static final Map<String, String> ENDS = Map.of("</s>", "<s>", "</answer>", "<answer>");

    private static @Nullable String tokenIn(ParsedExchange observed, String output) {
        // nearly every text has none of the characters that all tokens begin with
        if (output.indexOf('<') < 0 && output.indexOf('[') < 0) {
            return null;
        }
        String text = QuotedText.withoutCode(output);
        for (String token : TOKENS) {
            if (text.contains(token) && !QuotedText.isInPrompt(observed.request(), token)) {
                return token;
            }
        }
        Matcher other = ANY.matcher(text);
        if (other.find() && !QuotedText.isInPrompt(observed.request(), other.group())) {
            return other.group();
        }
        Matcher call = CALL.matcher(text);
        if (call.find() && observed.tools().isEmpty() && !QuotedText.isInPrompt(observed.request(), call.group())) {
            return call.group();
        }
        String end = text.stripTrailing();
        for (Map.Entry<String, String> tag : ENDS.entrySet()) {
            if (end.endsWith(tag.getKey())
                    && !text.contains(tag.getValue())
                    && !PromptText.contains(observed.request(), tag.getKey())
                    && !PromptText.contains(observed.request(), tag.getValue())) {
                return tag.getKey();
            }
        }
        return null;
    }
}

package dev.loupe.check.rules;

import com.fasterxml.jackson.databind.JsonNode;
import dev.loupe.chat.Choice;
import dev.loupe.chat.GeneratedJson;
import dev.loupe.chat.ParsedCompletion;
import dev.loupe.chat.StrictValues;
import dev.loupe.check.CheckDescription;
import dev.loupe.check.Level;
import dev.loupe.check.ParsedExchange;
import dev.loupe.check.Result;
import dev.loupe.check.Violation;
import org.jspecify.annotations.Nullable;

@CheckDescription(
        id = "message.not-cut",
        level = Level.SHOULD,
        truth =
                "a text with finish_reason stop does not end in the middle of a sentence, inside an open code block, an HTML element, or JSON",
        source =
                "the API reference: length if the maximum number of tokens specified in the request was reached; measured: no response of the reference implementation that reached its limit has stop, none of 2,120 texts of some 30 providers with stop ends with a comma, an article, a conjunction or the beginning of a longer word, and 6 end a line of words without a full stop (INFO); a model may end so by itself, hence SHOULD",
        why = "a caller that checks finish_reason uses half a text as a whole one",
        fix = "send finish_reason length when a limit of the request or of the server ends the text")
final class MessageNotCut implements CompletionCheck {
    @Override
    public Result on(ParsedExchange observed, ParsedCompletion completion) {
        // a stop sequence may be inside JSON or close the code block, and a prefix may have opened it
        boolean endsEarly = StrictValues.isPresent(observed.request().path("stop")) || isPrefixed(observed.request());
        return PerChoice.judge(
                completion,
                choice -> choice.finishReason().equals("stop")
                        && choice.content() != null
                        && !choice.content().isBlank()
                        && !completion.failed()
                        && !endsEarly,
                (choice, text) -> judge(observed, completion, choice, text),
                Result.notApplicable("no choice with text has finish_reason stop"));
    }

    private static @Nullable Violation judge(
            ParsedExchange observed, ParsedCompletion completion, Choice choice, String text) {
        String defect = defect(observed, completion, text);
        if (!defect.isEmpty()) {
            return cut(choice, "although " + defect, Level.SHOULD);
        }
        if (StrictValues.isPresent(observed.request().path("response_format")) || GeneratedJson.json(text) != null) {
            return null;
        }
        return switch (TextEnd.of(text, observed.request())) {
            case WHOLE -> null;
            case OPEN -> cut(choice, "and the text ends with no full stop", Level.INFO);
            case CONTINUES -> cut(choice, "although the text ends in the middle of a sentence", Level.SHOULD);
            case IN_WORD -> cut(choice, "although the text ends in the middle of a word", Level.SHOULD);
        };
    }

    private static Violation cut(Choice choice, String defect, Level level) {
        return Violation.of(
                        choice.end().at().at("/finish_reason"),
                        "\"length\"",
                        "\"stop\"",
                        "finish_reason is stop " + defect + ", expected length")
                .atMost(level);
    }

    /** With fewer tokens a word or two is the whole text, unless a comma follows. */
    private static final long SMALLEST_LIMIT = 8;

    private static boolean isPrefixed(JsonNode request) {
        JsonNode messages = request.path("messages");
        return StrictValues.textOrEmpty(messages.path(messages.size() - 1).path("role"))
                .equals("assistant");
    }

    private static String defect(ParsedExchange observed, ParsedCompletion completion, String text) {
        JsonNode request = observed.request();
        long limit = Math.max(
                StrictValues.integer(request.path("max_completion_tokens")),
                StrictValues.integer(request.path("max_tokens")));
        long counted = completion.usage().integer("completion_tokens");
        // a server that limits the text alone counts the reasoning above the limit
        long reasoning = counted > limit
                ? Math.max(
                        0,
                        StrictValues.integer(completion
                                .usage()
                                .property("completion_tokens_details")
                                .path("reasoning_tokens")))
                : 0;
        boolean reached = limit > 0
                && counted - reasoning >= limit
                && completion.choices().size() == 1;
        if (reached && isUnfinished(text.stripTrailing(), limit)) {
            return "the text ends in the middle of a sentence at the limit of " + limit + " tokens";
        }
        if (reached && limit == 1 && counted == 1) {
            return "the only token of the limit is text, so that none is left for the end of the turn";
        }
        if (isInCodeBlock(text)) {
            return "the text ends inside a code block";
        }
        String element = OpenElement.of(text);
        if (!element.isEmpty()) {
            return "the text is HTML that ends inside <" + element + ">";
        }
        boolean json = StrictValues.isPresent(request.path("response_format"));
        // message.json-when-asked reports requested JSON
        return !json && GeneratedJson.isCut(text) ? "the text is JSON that ends in the middle" : "";
    }

    /** Whether the last character is a letter, a digit or a mark that continues a sentence. */
    private static boolean isUnfinished(String text, long limit) {
        char last = text.charAt(text.length() - 1);
        if (limit < SMALLEST_LIMIT) {
            return last == ',';
        }
        return (Character.isLetterOrDigit(last) && (!TextEnd.isDense(last) || TextEnd.endsSentences(text)))
                || ",;:-(，、；：（".indexOf(last) >= 0;
    }

    /** Whether a fenced block is not closed; only a fence without a language closes one. */
    private static boolean isInCodeBlock(String text) {
        String open = "";
        int from = 0;
        while (from <= text.length()) {
            int end = text.indexOf('\n', from);
            String line = text.substring(from, end < 0 ? text.length() : end).strip();
            if (open.isEmpty() && (line.startsWith("```") || line.startsWith("~~~")) && line.indexOf('`', 3) < 0) {
                open = line.substring(0, 3);
            } else if (!open.isEmpty()
                    && line.startsWith(open)
                    && (line.length() == 3 || !Character.isLetterOrDigit(line.charAt(3)))) {
                open = "";
            }
            if (end < 0) {
                break;
            }
            from = end + 1;
        }
        return !open.isEmpty();
    }
}

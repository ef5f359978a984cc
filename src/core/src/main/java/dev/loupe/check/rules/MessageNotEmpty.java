package dev.loupe.check.rules;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.loupe.chat.Choice;
import dev.loupe.chat.ParsedCompletion;
import dev.loupe.chat.StrictValues;
import dev.loupe.check.CheckInfo;
import dev.loupe.check.ExchangeCheck;
import dev.loupe.check.Level;
import dev.loupe.check.ParsedExchange;
import dev.loupe.check.Result;
import dev.loupe.check.Violation;
import dev.loupe.exchange.sse.SseEvent;
import java.util.ArrayList;
import java.util.List;

/** An answer has something in it. */
final class MessageNotEmpty implements ExchangeCheck {
    private static final CheckInfo INFO = new CheckInfo(
            "message.not-empty",
            Level.MUST,
            "a choice has content, a refusal or tool calls",
            "measured: 1050 of 1050 choices (2,788 recorded exchanges of the reference implementation, March 2025)",
            "an empty success is a failure that nobody notices",
            "send an error when nothing could be generated");

    @Override
    public CheckInfo info() {
        return INFO;
    }

    @Override
    public Result on(ParsedExchange observed) {
        if (!(observed.answer() instanceof ParsedCompletion completion)) {
            return observed.noCompletion();
        }
        List<Violation> violations = new ArrayList<>(0);
        int looked = 0;
        for (Choice choice : completion.choices()) {
            // cut before the first visible token, for length or by a filter, nothing may be left to show
            if (choice.finishReason().isEmpty()
                    || choice.isCut()
                    // it failed, and says so: https://openrouter.ai/docs/api-reference/errors
                    || choice.finishReason().equals("error")
                    || completion.failed()
                    || isOfTheSchema(observed, completion, choice)) {
                continue;
            }
            looked++;
            if (!choice.saysAnything() && !saysNull(completion, choice)) {
                violations.add(Violation.of(
                        choice.at("/content"),
                        "content, a refusal or tool calls",
                        "none of them",
                        "the answer finished and has nothing in it"));
            }
        }
        return looked == 0 ? UNFINISHED : Result.of(violations);
    }

    private static final Result UNFINISHED = Result.notApplicable("no choice finished uncut");

    /** Whether a delta has content and it is null: joined, that is empty text, which is content in a JSON answer too. */
    private static boolean saysNull(ParsedCompletion completion, Choice choice) {
        for (SseEvent event : completion.events()) {
            JsonNode chunk = event.json() == null ? MissingNode.getInstance() : event.json();
            for (JsonNode said : chunk.path("choices")) {
                boolean same = StrictValues.whole(said.path("index")) == choice.index();
                if (same && said.path("delta").path("content").isNull()) {
                    return true;
                }
            }
        }
        return false;
    }

    /** An absent message is the business of the schema, and so is content of another type where there is one. */
    private static boolean isOfTheSchema(ParsedExchange observed, ParsedCompletion completion, Choice choice) {
        if (completion.streamed()) {
            return false;
        }
        JsonNode message = completion
                .body()
                .path("choices")
                .path(choice.first().position())
                .path("message");
        return !message.isObject()
                || (choice.content() == null && StrictValues.isSaid(message.path("content")) && observed.hasSchema());
    }
}

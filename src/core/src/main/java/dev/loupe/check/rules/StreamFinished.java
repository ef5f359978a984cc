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
import dev.loupe.exchange.FindingLocation;
import dev.loupe.exchange.sse.SseEvent;
import dev.loupe.provider.ProviderDialect.UsageChunk;
import java.util.ArrayList;
import java.util.List;

/** Each choice of a stream is finished, once. */
final class StreamFinished implements ExchangeCheck {
    private static final CheckInfo INFO = new CheckInfo(
            "stream.finished",
            Level.MUST,
            "each choice of a stream gets exactly one finish_reason",
            "measured: 107 of 107 streams (2,788 recorded exchanges of the reference implementation, March 2025)",
            "a stream that stops without a reason is a cut answer; read as a whole one it is wrong in silence",
            "send the finish_reason of each choice in its last chunk, or an error frame when the answer cannot be finished");

    @Override
    public CheckInfo info() {
        return INFO;
    }

    @Override
    public Result on(ParsedExchange observed) {
        if (!(observed.answer() instanceof ParsedCompletion completion)) {
            return observed.noCompletion();
        }
        if (!completion.streamed()) {
            return NOT_A_STREAM;
        }
        if (completion.failed()) {
            return FAILED;
        }
        List<Violation> violations = new ArrayList<>(0);
        boolean cut = completion.choices().isEmpty();
        for (Choice choice : completion.choices()) {
            cut |= choice.finishes() == 0;
            if (choice.finishes() > 1 && !isSaidAgainWithUsage(observed, completion, choice)) {
                violations.add(Violation.of(
                        choice.end().at().at("/finish_reason"),
                        "one finish_reason",
                        Integer.toString(choice.finishes()),
                        "choice " + shown(choice) + " finishes more than once"));
            }
        }
        if (cut && observed.mayBeShortened()) {
            return violations.isEmpty() ? SHORTENED : Result.of(violations);
        }
        if (cut && completion.hasUnreadableFrame()) {
            return violations.isEmpty() ? UNREADABLE : Result.of(violations);
        }
        if (completion.choices().isEmpty()) {
            violations.add(Violation.of(
                    FindingLocation.stream(),
                    "a finish_reason",
                    "nothing",
                    "the stream ended without a choice and without an error"));
        }
        for (Choice choice : completion.choices()) {
            if (choice.finishes() == 0) {
                violations.add(Violation.of(
                        FindingLocation.stream(),
                        "a finish_reason for choice " + shown(choice),
                        "nothing",
                        "truncated: the stream ended without a finish_reason and without an error"));
            }
        }
        return Result.of(violations);
    }

    private static final Result NOT_A_STREAM = Result.notApplicable("not a stream");
    private static final Result FAILED = Result.notApplicable("the stream failed");
    private static final Result SHORTENED = Result.notApplicable("documentation prints streams shortened");

    private static final Result UNREADABLE =
            Result.notApplicable("a frame that cannot be read may have said it; stream.frames-parse says which");

    /**
     * Whether all but the first say the same again on the chunk that brings the usage, as a router does that has it in its
     * last chunk, choice and all.
     */
    private static boolean isSaidAgainWithUsage(ParsedExchange observed, ParsedCompletion completion, Choice choice) {
        if (observed.dialect().usageChunk() != UsageChunk.LAST) {
            return false;
        }
        int withoutUsage = 0;
        for (SseEvent event : completion.events()) {
            JsonNode chunk = event.json() == null ? MissingNode.getInstance() : event.json();
            for (JsonNode said : chunk.path("choices")) {
                String reason = StrictValues.textOrEmpty(said.path("finish_reason"));
                if (reason.isEmpty() || StrictValues.whole(said.path("index")) != choice.index()) {
                    continue;
                }
                if (!reason.equals(choice.finishReason())) {
                    return false;
                }
                withoutUsage += chunk.path("usage").isObject() ? 0 : 1;
            }
        }
        return withoutUsage <= 1;
    }

    private static String shown(Choice choice) {
        return choice.index() == StrictValues.NOT_WHOLE ? "without index" : Long.toString(choice.index());
    }
}

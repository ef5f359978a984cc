package dev.loupe.check.rules;

import dev.loupe.chat.Choice;
import dev.loupe.chat.ParsedCompletion;
import dev.loupe.chat.StrictValues;
import dev.loupe.check.CheckInfo;
import dev.loupe.check.Level;
import dev.loupe.check.ParsedExchange;
import dev.loupe.check.Result;
import dev.loupe.check.RunCheck;
import dev.loupe.check.Violation;
import dev.loupe.exchange.FindingLocation;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Responses do not all end at the same undocumented limit. */
final class UsageNoFixedCap implements RunCheck<UsageNoFixedCap.Length> {
    private static final CheckInfo INFO = new CheckInfo(
            "usage.no-fixed-cap",
            Level.SHOULD,
            "responses to different prompts without a limit do not all end at the same number of tokens",
            "derived: six texts of one model with the same count, none of them longer, are cut by a limit that the request does not have; they may be equal by chance, hence SHOULD",
            "the server truncates at a limit of its own and reports stop",
            "report finish_reason length, and document the limit");

    @Override
    public CheckInfo info() {
        return INFO;
    }

    /** So many texts of the same number of tokens are no coincidence when none is longer. */
    private static final int EQUAL = 6;

    /** Shorter texts are equal by chance. */
    private static final long SHORTEST = 100;

    private static final int REMEMBERED = 20_000;

    /**
     * The length of a response.
     *
     * @param model the server and the model
     * @param prompt digest of the request
     */
    record Length(String model, long prompt, long tokens, FindingLocation at) {}

    @Override
    public @Nullable Length factOf(ParsedExchange observed) {
        if (!(observed.response() instanceof ParsedCompletion completion)
                || completion.choices().size() != 1
                || completion.failed()
                || observed.exchange().probed() != null
                || StrictValues.isPresent(observed.request().path("max_tokens"))
                || StrictValues.isPresent(observed.request().path("max_completion_tokens"))) {
            return null;
        }
        Choice choice = completion.choices().get(0);
        long tokens = completion.usage().integer("completion_tokens");
        // with finish_reason length the truncation is reported
        return tokens < SHORTEST || !choice.hasText() || !choice.finishReason().equals("stop")
                ? null
                : new Length(
                        observed.server()
                                + ' '
                                + StrictValues.textOrEmpty(observed.request().path("model")),
                        observed.requestDigest(),
                        tokens,
                        completion.at(completion.usage(), "/usage/completion_tokens"));
    }

    @Override
    public Comparison<Length> start() {
        Map<String, Longest> models = new HashMap<>();
        return (exchange, length) -> {
            Longest longest = models.get(length.model());
            if (longest == null && models.size() < REMEMBERED) {
                longest = new Longest();
                models.put(length.model(), longest);
            }
            return longest != null && longest.add(length) >= EQUAL
                    ? Result.violated(Violation.of(
                            length.at(),
                            "texts of different lengths",
                            Long.toString(length.tokens()),
                            longest.prompts.size() + " responses to different prompts without a limit have exactly "
                                    + length.tokens() + " completion_tokens and finish_reason stop, and none has more"))
                    : Result.passed();
        };
    }

    /** The largest count so far, and the prompts of the responses that have it. */
    private static final class Longest {
        private long tokens;
        private final Set<Long> prompts = new HashSet<>();

        /** The number of different prompts with the largest count; 0 when this response is shorter. */
        int add(Length length) {
            if (length.tokens() < tokens) {
                return 0;
            }
            if (length.tokens() > tokens) {
                tokens = length.tokens();
                prompts.clear();
            }
            if (prompts.size() < REMEMBERED) {
                prompts.add(length.prompt());
            }
            return prompts.size();
        }
    }
}

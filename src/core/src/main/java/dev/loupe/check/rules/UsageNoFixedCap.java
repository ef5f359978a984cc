package dev.loupe.check.rules;

import com.fasterxml.jackson.databind.JsonNode;
import dev.loupe.chat.Choice;
import dev.loupe.chat.JsonDigest;
import dev.loupe.chat.ParsedCompletion;
import dev.loupe.chat.StrictValues;
import dev.loupe.check.CheckDescription;
import dev.loupe.check.Level;
import dev.loupe.check.Occurrence;
import dev.loupe.check.ParsedExchange;
import dev.loupe.check.Result;
import dev.loupe.check.RunCheck;
import dev.loupe.check.Violation;
import dev.loupe.exchange.FindingLocation;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

@CheckDescription(
        id = "usage.no-fixed-cap",
        level = Level.SHOULD,
        truth =
                "responses to different prompts do not all end at the same number of tokens below the limit of the request",
        source =
                "derived: six texts of one model with the same count, none of them longer, are cut by a limit that the request does not have; they may be equal by chance, hence SHOULD; with finish_reason length six of fewer than 4,000 tokens, and of different totals, since a full context window makes the totals equal",
        why = "the server truncates at a limit of its own, which the caller does not know",
        fix = "report finish_reason length, and document the limit")
final class UsageNoFixedCap implements RunCheck<UsageNoFixedCap.Length> {
    /** So many texts of the same number of tokens are no coincidence when none is longer. */
    private static final int EQUAL = 6;

    /** Shorter texts are equal by chance. */
    private static final long SHORTEST = 100;

    /** How many models are compared. */
    private static final int REMEMBERED = 20_000;

    /** How many responses of one model are kept: those of a hundred lengths, each longer than all before. */
    private static final int KEPT = 100 * EQUAL;

    /**
     * The length of a response.
     *
     * @param model digest of the server and the model that responds, which a router selects
     * @param prompt digest of the request
     * @param total of prompt and response
     */
    record Length(long model, long prompt, long tokens, long total, String finishReason, FindingLocation at) {}

    @Override
    public @Nullable Length factOf(ParsedExchange observed) {
        if (!(observed.response() instanceof ParsedCompletion completion)
                || completion.choices().size() != 1
                || completion.failed()
                || observed.exchange().probed() != null) {
            return null;
        }
        Choice choice = completion.choices().get(0);
        long tokens = completion.usage().integer("completion_tokens");
        if (reaches(tokens, observed.request().path("max_tokens"))
                || reaches(tokens, observed.request().path("max_completion_tokens"))) {
            return null;
        }
        // a longer text may have reached the output limit that the documentation of the model states
        boolean truncated =
                choice.finishReason().equals("length") && tokens < MessageLengthMeansLimit.SMALLEST_OUTPUT_LIMIT;
        return tokens < SHORTEST
                        || !choice.hasText()
                        || !(truncated || choice.finishReason().equals("stop"))
                ? null
                : new Length(
                        JsonDigest.of(
                                observed.server(),
                                StrictValues.textOrEmpty(
                                        completion.property("model").value())),
                        observed.requestDigest(),
                        tokens,
                        completion.usage().integer("total_tokens"),
                        choice.finishReason(),
                        completion.at(completion.usage(), "/usage/completion_tokens"));
    }

    /** Whether the response may have ended at the limit of its request; the last token may be the end of the text. */
    private static boolean reaches(long tokens, JsonNode limit) {
        return StrictValues.isPresent(limit) && tokens + 1 >= StrictValues.integer(limit);
    }

    @Override
    public Class<Length> factType() {
        return Length.class;
    }

    @Override
    public Comparison<Length> start() {
        return new Longest();
    }

    /** For each model the responses that were the longest so far. */
    private static final class Longest implements Comparison<Length> {
        private final EarliestKeys<Long, Length> models = EarliestKeys.of(REMEMBERED, Longest::prompts);

        /** For each count that was the largest so far, the first responses to different prompts that have it. */
        private static List<Occurrence<Length>> prompts(List<Occurrence<Length>> sorted) {
            List<Occurrence<Length>> selected = new ArrayList<>();
            Set<Long> prompts = new HashSet<>();
            long tokens = 0;
            for (Occurrence<Length> each : sorted) {
                Length length = each.fact();
                if (length.tokens() > tokens) {
                    tokens = length.tokens();
                    prompts.clear();
                }
                if (length.tokens() == tokens && prompts.size() < EQUAL && prompts.add(length.prompt())) {
                    selected.add(each);
                }
            }
            return selected.size() > KEPT ? selected.subList(selected.size() - KEPT, selected.size()) : selected;
        }

        @Override
        public void add(Occurrence<Length> occurrence) {
            models.add(occurrence.fact().model(), occurrence);
        }

        @Override
        public Result of(Occurrence<Length> occurrence) {
            Length length = occurrence.fact();
            List<Occurrence<Length>> soFar = models.of(length.model()).stream()
                    .filter(each -> each.position() <= occurrence.position())
                    .toList();
            boolean isLongest = soFar.stream().allMatch(each -> each.fact().tokens() <= length.tokens());
            List<Length> equal = soFar.stream()
                    .map(Occurrence::fact)
                    .filter(each -> each.tokens() == length.tokens())
                    .toList();
            boolean mayBeWindow = !length.finishReason().equals("stop")
                    && equal.stream().allMatch(each -> each.total() == length.total());
            return isLongest && equal.size() >= EQUAL && !mayBeWindow
                    ? Result.violated(Violation.of(
                            length.at(),
                            "texts of different lengths",
                            Long.toString(length.tokens()),
                            EQUAL + " or more responses to different prompts without a limit have exactly "
                                    + length.tokens() + " completion_tokens, this one with finish_reason "
                                    + length.finishReason() + ", and none has more"))
                    : Result.passed();
        }

        @Override
        public Stream<Occurrence<Length>> retained() {
            return models.retained();
        }
    }
}

package dev.loupe.check.rules;

import dev.loupe.chat.ParsedCompletion;
import dev.loupe.chat.ParsedCompletion.JsonField;
import dev.loupe.chat.StrictValues;
import dev.loupe.check.CheckDescription;
import dev.loupe.check.Level;
import dev.loupe.check.ParsedExchange;
import dev.loupe.check.Result;
import dev.loupe.check.Violation;
import dev.loupe.provider.KnownDeviations.Deviation;
import java.util.ArrayList;
import java.util.List;

@CheckDescription(
        id = "usage.counts-present",
        level = Level.MUST,
        truth = "usage has prompt_tokens, completion_tokens and total_tokens, and none is null",
        source =
                "the API reference: the three counts of a usage object are required and are integers; with a contract the schema checks own it; a server that sends no completion_tokens for hidden output is known, where it may be this one it is a SHOULD",
        why = "typed clients fail on a missing count or on null, and others count nothing",
        fix = "send all three counts")
final class UsageCountsPresent implements CompletionCheck {
    @Override
    public Result on(ParsedExchange observed, ParsedCompletion completion) {
        JsonField usage = completion.usage();
        if (!usage.isPresent() || observed.hasSchema()) {
            return Result.notApplicable("the response has no usage, or the schema checks own its counts");
        }
        // a server that sends the counts so far in every chunk knows some of them at the end only
        if (completion.streamed() && (completion.failed() || !completion.finished())) {
            return Result.notApplicable("the stream did not finish");
        }
        List<String> missing = new ArrayList<>(0);
        for (String name : COUNTS) {
            if (!StrictValues.isPresent(usage.property(name))) {
                missing.add(name + " is " + StrictValues.shown(usage.property(name)));
            }
        }
        if (missing.isEmpty()) {
            return Result.passed();
        }
        boolean completionAlone = missing.size() == 1 && !StrictValues.isPresent(usage.property("completion_tokens"));
        return Result.violated(Violation.of(
                        completion.at(usage, "/usage"),
                        "three counts",
                        StrictValues.shown(usage.value()),
                        String.join(", ", missing) + " in usage, expected integers")
                .atMost(completionAlone ? observed.levelOf(Deviation.NO_COMPLETION_TOKENS) : Level.MUST));
    }

    private static final List<String> COUNTS = List.of("prompt_tokens", "completion_tokens", "total_tokens");
}

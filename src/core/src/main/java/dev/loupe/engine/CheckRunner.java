package dev.loupe.engine;

import dev.loupe.check.AssembledMessages;
import dev.loupe.check.Check;
import dev.loupe.check.CheckContext;
import dev.loupe.check.EditedRecording;
import dev.loupe.check.ExchangeCheck;
import dev.loupe.check.ParsedExchange;
import dev.loupe.check.Result;
import dev.loupe.check.RunCheck;
import dev.loupe.engine.result.CheckOutcome;
import dev.loupe.engine.result.ExchangeFacts;
import dev.loupe.engine.result.ReportRedaction;
import dev.loupe.exchange.Body;
import dev.loupe.exchange.Exchange;
import dev.loupe.exchange.Origin;
import dev.loupe.exchange.Overload;
import dev.loupe.exchange.ProbeInfo;
import dev.loupe.exchange.Reply;
import dev.loupe.exchange.redact.Redactor;
import dev.loupe.openapi.ContractException;
import dev.loupe.openapi.schema.BoundedPattern;
import dev.loupe.text.TextTruncation;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Runs every check on one exchange. Pure; called by many threads at once. */
final class CheckRunner {
    private static final CheckOutcome PASSED = new CheckOutcome.Passed();
    private static final CheckOutcome UNDEFINED =
            new CheckOutcome.NotApplicable("the contract forbids the request, so it does not define the response");

    private static final Result NOTHING_TO_COMPARE = Result.notApplicable("nothing to compare");

    private static final CheckOutcome ASSEMBLED = new CheckOutcome.NotApplicable(
            "the messages were put together from a log, which may not hold what this check needs");

    /** Areas of checks that apply to every response, whatever the request. */
    private static final Set<String> FOR_EVERY_RESPONSE = Set.of("range", "schema", "error", "transport");

    /** Areas of checks that apply to a success where a rejection is required. */
    private static final Set<String> FOR_A_SUCCESS_INSTEAD_OF_A_REJECTION = Set.of("range", "error", "transport");

    private final List<Check> checks;
    private final ContextResolver contexts;

    CheckRunner(List<Check> checks, ContextResolver contexts) {
        this.checks = checks;
        this.contexts = contexts;
    }

    /**
     * An exchange with the outcomes of its checks.
     *
     * @param unusable why the response is no evidence about the contract; empty when it is
     * @param outcomes one per check; null for a check that compares exchanges
     * @param facts one per check; the input of that comparison
     * @param redactor knows the secrets of the exchange, for texts about it
     */
    record CheckedExchange(
            Exchange exchange,
            CheckContext context,
            Optional<String> unusable,
            List<@Nullable CheckOutcome> outcomes,
            List<@Nullable Object> facts,
            ExchangeFacts exchangeFacts,
            Redactor redactor) {
        private boolean hasComplaint() {
            for (CheckOutcome outcome : outcomes) {
                if (outcome != null && outcome.kind().isComplaint()) {
                    return true;
                }
            }
            return false;
        }

        /** With the texts of the outcomes of the redacted exchange. */
        private CheckedExchange withTextsOf(CheckedExchange redacted, Redactor knowing) {
            List<@Nullable CheckOutcome> texts = new ArrayList<>(outcomes.size());
            for (int i = 0; i < outcomes.size(); i++) {
                texts.add(ReportRedaction.redact(
                        outcomes.get(i), redacted.outcomes().get(i), knowing));
            }
            return new CheckedExchange(
                    redacted.exchange(), context, redacted.unusable(), texts, facts, redacted.exchangeFacts(), knowing);
        }

        /** Without a text of an outcome only the facts of the exchange are shown. */
        private CheckedExchange withFactsOf(Exchange redacted, Redactor knowing) {
            Optional<String> reason = unusable.map(knowing::redactMessage);
            return new CheckedExchange(
                    redacted, context, reason, outcomes, facts, CheckRunner.facts(redacted), knowing);
        }
    }

    /** The outcomes of an exchange with secrets get the texts of the redacted exchange. */
    CheckedExchange run(Exchange exchange) {
        CheckContext context = contexts.of(exchange);
        CheckedExchange judged = run(exchange, context);
        boolean complaint = judged.hasComplaint();
        if (!complaint && !Redactor.hasNamedSecret(exchange)) {
            return judged;
        }
        Redactor knowing = ReportRedaction.SECRETS.knowing(exchange);
        Exchange redacted = knowing.redact(exchange);
        if (redacted.equals(exchange)) {
            return judged;
        }
        return complaint ? judged.withTextsOf(run(redacted, context), knowing) : judged.withFactsOf(redacted, knowing);
    }

    private static ExchangeFacts facts(Exchange exchange) {
        return ExchangeFacts.of(exchange, ToolCallCounter.in(exchange));
    }

    private CheckedExchange run(Exchange exchange, CheckContext context) {
        ParsedExchange observed = ParsedExchange.of(exchange, context);
        Optional<String> edited = EditedRecording.signIn(observed);
        if (edited.isPresent()) {
            return untestable(exchange, context, edited.get());
        }
        Optional<String> unusable = unusable(exchange.reply())
                .or(() -> rejectedKey(exchange))
                .or(() -> BrokenStream.reason(observed))
                .or(() -> binary(observed));
        // no check is excluded for most exchanges
        boolean partly = exchange.probed() != null || exchange.origin().kind() == Origin.Kind.ASSEMBLED;
        CheckOutcome nothingToCompare = conclude(NOTHING_TO_COMPARE, unusable);
        List<@Nullable CheckOutcome> outcomes = new ArrayList<>(checks.size());
        List<@Nullable Object> facts = new ArrayList<>(checks.size());
        for (Check check : checks) {
            CheckOutcome outcome = partly ? excluded(check, exchange) : null;
            Object fact = null;
            try {
                if (outcome == null && check instanceof ExchangeCheck alone) {
                    outcome = conclude(alone.on(observed), unusable);
                } else if (outcome == null && check instanceof RunCheck<?> compared) {
                    fact = compared.factOf(observed);
                    outcome = fact == null ? nothingToCompare : null;
                }
            } catch (BoundedPattern.Undecided | ContractException noSchema) {
                // too complex, or malformed
                outcome = new CheckOutcome.Undecided(String.valueOf(noSchema.getMessage()));
            } catch (RuntimeException | StackOverflowError error) {
                outcome = crashed(error);
            }
            outcomes.add(outcome);
            facts.add(fact);
        }
        return new CheckedExchange(
                exchange, context, unusable, outcomes, facts, facts(exchange), ReportRedaction.SECRETS);
    }

    /** Why a check is not about this exchange; null when it is. */
    private static @Nullable CheckOutcome excluded(Check check, Exchange exchange) {
        if (!isDefined(check, exchange)) {
            return UNDEFINED;
        }
        return AssembledMessages.exclude(check.info(), exchange) ? ASSEMBLED : null;
    }

    /** An exchange that is no evidence, so that no check applies. */
    private CheckedExchange untestable(Exchange exchange, CheckContext context, String reason) {
        List<@Nullable CheckOutcome> outcomes = Collections.nCopies(checks.size(), new CheckOutcome.Untestable(reason));
        List<@Nullable Object> facts = Collections.nCopies(checks.size(), null);
        return new CheckedExchange(
                exchange, context, Optional.of(reason), outcomes, facts, facts(exchange), ReportRedaction.SECRETS);
    }

    /**
     * Whether the response is defined. For a forbidden request only the rejection and the form of errors are. A success instead
     * of the rejection is one violation, without further ones for its content.
     */
    private static boolean isDefined(Check check, Exchange exchange) {
        ProbeInfo probed = exchange.probed();
        if (probed == null || probed.corrected() == ProbeInfo.Permission.ALLOWED) {
            return true;
        }
        Reply.Head head = exchange.reply().headOrNull();
        boolean success = head != null && head.code() >= 200 && head.code() < 300;
        return (success ? FOR_A_SUCCESS_INSTEAD_OF_A_REJECTION : FOR_EVERY_RESPONSE)
                .contains(check.info().area());
    }

    static CheckOutcome conclude(Result result, Optional<String> unusable) {
        // most results of an exchange; a switch over types is slow until it is compiled
        if (result instanceof Result.NotApplicable none) {
            return conclude(none, unusable);
        }
        return switch (result) {
            case Result.Passed passed -> PASSED;
            case Result.Violated(var violations) -> new CheckOutcome.Violated(violations);
            case Result.Undecided undecided -> new CheckOutcome.Undecided(undecided.why());
            case Result.NotApplicable none -> conclude(none, unusable);
        };
    }

    private static CheckOutcome conclude(Result.NotApplicable none, Optional<String> unusable) {
        return unusable.isPresent() || none.notRecorded()
                ? new CheckOutcome.Untestable(unusable.orElse(none.why()))
                : new CheckOutcome.NotApplicable(none.why());
    }

    /** Why this response is no evidence about the contract; empty when it is. */
    static Optional<String> unusable(Reply reply) {
        if (reply instanceof Reply.Unanswered(var failure)) {
            String message = failure.message().isBlank() ? "" : ": " + ReportRedaction.redactMessage(failure.message());
            return Optional.of("no response (" + failure.kind().name().toLowerCase(java.util.Locale.ROOT) + ")"
                    + TextTruncation.withLength(message, 200));
        }
        Reply.Head head = reply.headOrNull();
        if (head != null && Overload.isOverload(head.code())) {
            return Optional.of("status " + head.code() + ": the server is overloaded or unavailable");
        }
        if (head != null && head.code() >= 300 && head.code() < 400) {
            return Optional.of("status " + head.code() + ": a redirect");
        }
        boolean empty =
                reply instanceof Reply.Answered(var any, Body body) && ParsedExchange.isEmpty(body) && any.code() < 400;
        return empty ? Optional.of("the response has no body, or none was recorded") : Optional.empty();
    }

    /** A probe that is rejected for the key, which other requests show to be valid, has no outcome. */
    private static Optional<String> rejectedKey(Exchange exchange) {
        ProbeInfo probed = exchange.probed();
        Reply.Head head = exchange.reply().headOrNull();
        // gateways reject the name of a model in this way
        boolean another = probed == null
                || probed.testsHeaders()
                || probed.at().toString().equals("/model");
        return another || head == null || head.code() != 401
                ? Optional.empty()
                : Optional.of("status 401: the key is rejected, which other requests use as well");
    }

    /** A success whose body is neither text nor the violation of a check, as when it is compressed. */
    private static Optional<String> binary(ParsedExchange observed) {
        boolean binary = observed.exchange().reply() instanceof Reply.Answered(var head, Body body)
                && body instanceof Body.Bytes
                && head.code() < 400
                && observed.nonJsonBody() == null;
        return binary ? Optional.of("the body is neither text nor JSON") : Optional.empty();
    }

    /** Why a record cannot be judged, outside of any check. */
    static String failure(String doing, Throwable error) {
        return error instanceof OutOfMemoryError
                ? "out of memory; set LOUPE_JAVA_OPTS=-Xmx2g for more"
                : "internal error: cannot " + doing + " this record: "
                        + crashed(error).what();
    }

    static CheckOutcome.Crashed crashed(Throwable error) {
        StringBuilder what = new StringBuilder(TextTruncation.withLength(String.valueOf(error), 300));
        StackTraceElement[] trace = error.getStackTrace();
        for (int i = 0; i < Math.min(3, trace.length); i++) {
            what.append("\n    at ").append(trace[i]);
        }
        return new CheckOutcome.Crashed(what.toString());
    }
}

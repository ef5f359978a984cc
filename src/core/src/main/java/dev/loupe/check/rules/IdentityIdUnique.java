package dev.loupe.check.rules;

import dev.loupe.chat.JsonDigest;
import dev.loupe.chat.ParsedCompletion;
import dev.loupe.chat.ParsedCompletion.Said;
import dev.loupe.chat.StrictValues;
import dev.loupe.check.CheckInfo;
import dev.loupe.check.Level;
import dev.loupe.check.ParsedExchange;
import dev.loupe.check.Result;
import dev.loupe.check.RunCheck;
import dev.loupe.check.Violation;
import dev.loupe.exchange.Exchange;
import dev.loupe.exchange.FindingLocation;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** An id names one answer. */
final class IdentityIdUnique implements RunCheck<IdentityIdUnique.Named> {
    private static final CheckInfo INFO = new CheckInfo(
            "identity.id-unique",
            Level.MUST,
            "no two answers of a run have one id",
            "the API reference: a unique identifier for the chat completion; one id under several models is a copied sample",
            "who reports a fault by id must be understood",
            "make an id for every answer, and print each answer under its own model");

    @Override
    public CheckInfo info() {
        return INFO;
    }

    /** A run of more answers than this is compared with its first ones, so that memory is bounded. */
    private static final int REMEMBERED = 250_000;

    /**
     * What names an answer, and what tells it from others.
     *
     * @param digest of the answer, so that the same recording given twice is no second answer
     */
    record Named(String id, String asked, long digest, FindingLocation at) {}

    @Override
    public @Nullable Named factOf(ParsedExchange observed) {
        if (!(observed.answer() instanceof ParsedCompletion completion)) {
            return null;
        }
        Said said = completion.member("id");
        String id = StrictValues.textOrEmpty(said.value());
        // a redacted id names nothing
        if (id.isBlank() || id.contains("***") || id.contains("${")) {
            return null;
        }
        return new Named(
                id,
                StrictValues.textOrEmpty(observed.request().path("model")),
                JsonDigest.of(completion),
                completion.at(said, "/id"));
    }

    @Override
    public Comparison<Named> start() {
        Map<String, First> seen = new HashMap<>();
        return (exchange, named) -> {
            First first = seen.get(named.id());
            if (first == null) {
                if (seen.size() < REMEMBERED) {
                    seen.put(named.id(), new First(exchange, named.asked(), named.digest()));
                }
                return Result.passed();
            }
            boolean same = first.digest() == named.digest() && first.asked().equals(named.asked());
            boolean twoModels = !first.asked().isEmpty()
                    && !named.asked().isEmpty()
                    && !first.asked().equals(named.asked());
            String message = !twoModels
                    ? "two answers have one id: also " + first.exchange()
                    : "one id under two models, a copied sample: also " + first.exchange() + ", " + first.asked();
            return same
                    ? Result.passed()
                    : Result.violated(
                            Violation.of(named.at(), "an id of its own", StrictValues.quoted(named.id()), message));
        };
    }

    private record First(Exchange.Id exchange, String asked, long digest) {}
}

package dev.loupe.check.rules;

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
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

@CheckDescription(
        id = "stream.same-as-json",
        level = Level.SHOULD,
        truth =
                "the joined stream has as many choices as the non-streaming response to the same request, and at temperature 0 with a seed the same text, where the server repeats it",
        source =
                "the API reference: stream changes only how the response is sent; determinism with a seed is best effort, hence SHOULD",
        why = "callers switch stream on and off and expect the same response",
        fix = "generate both the same way")
final class StreamSameAsJson implements RunCheck<StreamSameAsJson.Shape> {
    private static final int REMEMBERED = 250_000;

    /**
     * The compared properties.
     *
     * @param request digest of the request without stream and its options, and of who responds
     * @param text digest of the text, 0 when the request does not determine it
     */
    record Shape(long request, boolean streamed, int choices, String finish, long text, FindingLocation at) {
        Shape {
            // one string for all exchanges with a reason
            finish = finish.intern();
        }
    }

    @Override
    public @Nullable Shape factOf(ParsedExchange observed) {
        if (!(observed.response() instanceof ParsedCompletion completion)
                || !observed.request().isObject()
                || completion.failed()
                || !completion.finished()
                || completion.streamed() != observed.streamRequested()) {
            return null;
        }
        BigDecimal temperature = StrictValues.decimal(observed.request().path("temperature"));
        boolean determined = temperature != null
                && temperature.signum() == 0
                && StrictValues.isPresent(observed.request().path("seed"));
        long who = observed.responderDigest(completion) * 31
                + (determined
                        ? JsonDigest.of(
                                completion.property("system_fingerprint").value())
                        : 0);
        return new Shape(
                observed.requestDigest() * 31 + who,
                completion.streamed(),
                completion.choices().size(),
                completion.choices().getFirst().finishReason(),
                determined ? JsonDigest.of(completion.choices()) : 0,
                completion.streamed() ? FindingLocation.stream() : FindingLocation.body("/choices"));
    }

    @Override
    public Class<Shape> factType() {
        return Shape.class;
    }

    @Override
    public Comparison<Shape> start() {
        return new Responses();
    }

    /** The responses to each request. A stream is blamed for another text only if the other responses have one text. */
    private static final class Responses implements Comparison<Shape> {
        private final EarliestKeys<Long, Shape> streams = EarliestKeys.firsts(REMEMBERED);
        private final EarliestKeys<Long, Shape> others = EarliestKeys.firsts(REMEMBERED);

        /** Non-streaming responses to requests that determine the text. */
        private final EarliestKeys<Long, Shape> texts =
                EarliestKeys.of(REMEMBERED, Responses::firstTwoAndFirstOtherText);

        private static List<Occurrence<Shape>> firstTwoAndFirstOtherText(List<Occurrence<Shape>> sorted) {
            long text = sorted.getFirst().fact().text();
            List<Occurrence<Shape>> selected = new ArrayList<>(sorted.subList(0, Math.min(2, sorted.size())));
            sorted.stream()
                    .skip(2)
                    .filter(other -> other.fact().text() != text)
                    .findFirst()
                    .filter(other -> selected.getLast().fact().text() == text)
                    .ifPresent(selected::add);
            return selected;
        }

        @Override
        public void add(Occurrence<Shape> occurrence) {
            Shape shape = occurrence.fact();
            (shape.streamed() ? streams : others).add(shape.request(), occurrence);
            if (!shape.streamed() && shape.text() != 0) {
                texts.add(shape.request(), occurrence);
            }
        }

        @Override
        public Result of(Occurrence<Shape> occurrence) {
            Shape shape = occurrence.fact();
            Occurrence<Shape> first = (shape.streamed() ? others : streams).firstBefore(shape.request(), occurrence);
            return first == null
                    ? Result.notApplicable("no streaming and non-streaming response to the same request")
                    : compared(first, occurrence);
        }

        private Result compared(Occurrence<Shape> first, Occurrence<Shape> occurrence) {
            Shape shape = occurrence.fact();
            Shape other = first.fact();
            if (other.choices() != shape.choices()) {
                return Result.violated(Violation.of(
                        shape.at(),
                        other.choices() + " choices",
                        Integer.toString(shape.choices()),
                        shape.choices() + " choices, but " + other.choices() + " in " + first.exchange()
                                + ", streaming and non-streaming"));
            }
            if (other.text() == shape.text()) {
                return Result.passed();
            }
            return !isRepeatable(occurrence)
                    ? Result.notApplicable("no two equal non-streaming responses show that the server repeats its text")
                    : Result.violated(Violation.of(
                            shape.at(),
                            "the text of " + first.exchange(),
                            "another text",
                            "the text differs from " + first.exchange()
                                    + ", streaming and non-streaming, at temperature 0 with a seed"));
        }

        /** Whether at least two non-streaming responses show that the server repeats its text. */
        private boolean isRepeatable(Occurrence<Shape> occurrence) {
            List<Occurrence<Shape>> soFar = texts.of(occurrence.fact().request()).stream()
                    .filter(each -> each.position() <= occurrence.position())
                    .toList();
            return soFar.size() > 1
                    && soFar.stream()
                            .allMatch(each -> each.fact().text()
                                    == soFar.getFirst().fact().text());
        }

        @Override
        public Stream<Occurrence<Shape>> retained() {
            return Stream.of(streams, others, texts).flatMap(EarliestKeys::retained);
        }
    }
}

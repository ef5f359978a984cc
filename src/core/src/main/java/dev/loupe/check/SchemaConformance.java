package dev.loupe.check;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import dev.loupe.chat.ExchangeParser;
import dev.loupe.chat.ParsedResponse;
import dev.loupe.chat.StrictValues;
import dev.loupe.exchange.Reply;
import dev.loupe.exchange.sse.SseEvent;
import dev.loupe.openapi.schema.ContractSchemas;
import dev.loupe.openapi.schema.ContractSchemas.Reading;
import dev.loupe.openapi.schema.SchemaViolation;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What both readings of the contract say of one exchange, found once for the checks that report it. */
public final class SchemaConformance {
    private static final String CHAT = "/v1/chat/completions";
    private static final String JSON = "application/json";
    private static final String STREAM = "text/event-stream";

    private final ParsedExchange observed;
    private final ContractSchemas schemas;
    private final String method;
    private final String path;
    private final boolean hasOperation;
    private @Nullable Judged request;
    private @Nullable Judged answer;

    SchemaConformance(ParsedExchange observed, ContractSchemas schemas) {
        this.observed = observed;
        this.schemas = schemas;
        this.method = observed.exchange().request().method();
        String url = observed.exchange().request().url();
        // an address that was not recorded was that of a chat completion, or this is none
        this.path = url.isEmpty() ? CHAT : url;
        this.hasOperation = schemas.operation(Reading.CORRECTED, method, path).isPresent();
    }

    /**
     * A mismatch.
     *
     * @param event the first event that has it, -1 when it is not in a stream
     * @param count how many bodies have it
     */
    record Found(SchemaViolation mismatch, int event, int count) {}

    /**
     * How the two readings judge the same bodies.
     *
     * @param publishedOnly what breaks the published contract and holds the corrected one
     * @param corrected what breaks the corrected contract
     * @param bothBroken whether something breaks both
     * @param documented how many bodies the corrected contract has something to say of
     * @param published how many the published contract has something to say of
     */
    public record Judged(
            List<Found> publishedOnly, List<Found> corrected, boolean bothBroken, int documented, int published) {}

    /** Whether the contract has the operation that was called. */
    public boolean hasOperation() {
        return hasOperation;
    }

    public Judged request() {
        if (request == null) {
            Folding folding = new Folding();
            JsonNode body = observed.request();
            if (hasOperation && !body.isMissingNode()) {
                folding.add(
                        schemas.request(Reading.PUBLISHED, method, path, body),
                        schemas.request(Reading.CORRECTED, method, path, body),
                        -1);
            }
            request = folding.judged();
        }
        return request;
    }

    public Judged answer() {
        if (answer == null) {
            Folding folding = new Folding();
            for (Part part : parts()) {
                folding.add(answer(Reading.PUBLISHED, part), answer(Reading.CORRECTED, part), part.event());
            }
            answer = folding.judged();
        }
        return answer;
    }

    /** Where the answer has members that the contract does not know, and the first event that has them. */
    public Map<JsonPointer, Part> unknownMembers() {
        Map<JsonPointer, Part> unknown = new LinkedHashMap<>();
        for (Part part : parts()) {
            for (JsonPointer at :
                    schemas.unknownMembers(Reading.CORRECTED, method, path, status(), part.mediaType(), part.body())) {
                unknown.putIfAbsent(at, part);
            }
        }
        return unknown;
    }

    /** Whether either reading documents this status with this media type. */
    public boolean documents(String mediaType) {
        Part part = new Part(com.fasterxml.jackson.databind.node.JsonNodeFactory.instance.objectNode(), -1, mediaType);
        return answer(Reading.PUBLISHED, part).isPresent()
                || answer(Reading.CORRECTED, part).isPresent();
    }

    /** Whether the provider itself publishes what this error looks like; what we know of its dialect comes second. */
    public boolean describesError() {
        return hasOperation
                && schemas.responseSchema(Reading.PUBLISHED, method, path, status(), JSON)
                        .isPresent();
    }

    /** A body of the answer: the whole, or one chunk. */
    public record Part(JsonNode body, int event, String mediaType) {}

    private Optional<List<SchemaViolation>> answer(Reading reading, Part part) {
        return schemas.response(reading, method, path, status(), part.mediaType(), part.body());
    }

    /** A sample without a status is one of an answer that went well. */
    private int status() {
        return observed.status() == 0 ? 200 : observed.status();
    }

    private List<Part> parts() {
        if (!hasOperation || (observed.status() == 0 && observed.answer() instanceof ParsedResponse.Failed)) {
            return List.of();
        }
        return switch (observed.exchange().reply()) {
            case Reply.Unanswered unanswered -> List.of();
            case Reply.Answered answered ->
                answered.body().json().isMissingNode()
                        ? List.of()
                        : List.of(new Part(answered.body().json(), -1, JSON));
            case Reply.Streamed streamed -> chunks(streamed.events());
        };
    }

    /** The frames that are there to be chunks: no errors, and none of the empty objects that keep a connection alive. */
    private static List<Part> chunks(List<SseEvent> events) {
        List<Part> chunks = new ArrayList<>(events.size());
        for (int i = 0; i < events.size(); i++) {
            SseEvent event = events.get(i);
            JsonNode json = event.json();
            if (json != null
                    && !(json.isObject() && json.isEmpty())
                    && !StrictValues.isSaid(json.path("error"))
                    && !ExchangeParser.isError(json)
                    && !event.type().equals("ping")
                    && !event.type().equals("error")) {
                chunks.add(new Part(json, i, STREAM));
            }
        }
        return chunks;
    }

    /** The correction that mends what stands at this place of the document, in words; empty when none is known. */
    String mendedBy(JsonPointer schemaAt) {
        return schemas.contract().correctionsAt(schemaAt).stream()
                .findFirst()
                .map(correction -> (correction.isConvention() ? "a convention of this API" : "the overlay")
                        + " mends it at " + correction.target() + ": " + correction.reason())
                .orElse("");
    }

    /** Folds what many chunks have in common. */
    private static final class Folding {
        private final Map<String, Found> publishedOnly = new LinkedHashMap<>();
        private final Map<String, Found> corrected = new LinkedHashMap<>();
        private boolean bothBroken;
        private int documented;
        private int published;

        void add(Optional<List<SchemaViolation>> asPublished, Optional<List<SchemaViolation>> mended, int event) {
            documented += mended.isPresent() ? 1 : 0;
            published += asPublished.isPresent() ? 1 : 0;
            List<SchemaViolation> wrong = mended.orElse(List.of());
            for (SchemaViolation mismatch : wrong) {
                fold(corrected, mismatch, event);
            }
            for (SchemaViolation mismatch : asPublished.orElse(List.of())) {
                if (wrong.stream().anyMatch(other -> other.at().equals(mismatch.at()))) {
                    bothBroken = true;
                } else {
                    fold(publishedOnly, mismatch, event);
                }
            }
        }

        private static void fold(Map<String, Found> found, SchemaViolation mismatch, int event) {
            found.merge(
                    mismatch.at() + " " + mismatch.keyword(),
                    new Found(mismatch, event, 1),
                    (first, again) -> new Found(first.mismatch(), first.event(), first.count() + 1));
        }

        Judged judged() {
            return new Judged(
                    List.copyOf(publishedOnly.values()),
                    List.copyOf(corrected.values()),
                    bothBroken,
                    documented,
                    published);
        }
    }
}

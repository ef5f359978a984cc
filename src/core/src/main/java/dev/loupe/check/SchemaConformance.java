package dev.loupe.check;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import dev.loupe.chat.ExchangeParser;
import dev.loupe.chat.ParsedResponse;
import dev.loupe.chat.StrictValues;
import dev.loupe.exchange.Body;
import dev.loupe.exchange.Reply;
import dev.loupe.exchange.sse.SseEvent;
import dev.loupe.openapi.schema.ContractSchemas;
import dev.loupe.openapi.schema.ContractSchemas.Reading;
import dev.loupe.openapi.schema.InstanceViolation;
import dev.loupe.openapi.schema.MediaTypeSchemas;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Validates one exchange against the published and the corrected contract, once for all schema checks. */
public final class SchemaConformance {
    private static final String CHAT = "/v1/chat/completions";
    private static final String JSON = "application/json";
    private static final String STREAM = "text/event-stream";

    private final ParsedExchange observed;
    private final ContractSchemas schemas;
    private final String method;
    private final String path;
    private final boolean hasOperation;
    private @Nullable Conformance request;
    private @Nullable Conformance response;

    SchemaConformance(ParsedExchange observed, ContractSchemas schemas) {
        this.observed = observed;
        this.schemas = schemas;
        this.method = observed.exchange().request().method();
        String url = observed.exchange().request().url();
        // without a recorded URL the exchange counts as a chat completion
        this.path = url.isEmpty() ? CHAT : url;
        this.hasOperation = schemas.operation(Reading.CORRECTED, method, path).isPresent();
    }

    /**
     * A schema violation.
     *
     * @param event the first event that has it, -1 outside of a stream
     * @param count how many bodies have it
     */
    record SchemaFinding(InstanceViolation mismatch, int event, int count) {}

    /**
     * The violations of both contracts in the same bodies.
     *
     * @param publishedOnly violations of the published contract that are none of the corrected one
     * @param corrected violations of the corrected contract
     * @param bothViolated whether a violation is in both
     * @param documented how many bodies have a schema in the corrected contract
     * @param published how many bodies have a schema in the published contract
     */
    public record Conformance(
            List<SchemaFinding> publishedOnly,
            List<SchemaFinding> corrected,
            boolean bothViolated,
            int documented,
            int published) {}

    /** Whether the contract has the called operation. */
    public boolean hasOperation() {
        return hasOperation;
    }

    public Conformance request() {
        if (request == null) {
            Grouping grouping = new Grouping();
            JsonNode body = observed.request();
            if (hasOperation && !body.isMissingNode()) {
                grouping.add(
                        schemas.request(Reading.PUBLISHED, method, path, body),
                        schemas.request(Reading.CORRECTED, method, path, body),
                        -1);
            }
            if (hasOperation) {
                grouping.add(
                        schemas.querystring(Reading.PUBLISHED, method, path),
                        schemas.querystring(Reading.CORRECTED, method, path),
                        -1);
            }
            request = grouping.conformance();
        }
        return request;
    }

    public Conformance response() {
        if (response == null) {
            Grouping grouping = new Grouping();
            for (Part part : parts()) {
                grouping.add(validated(Reading.PUBLISHED, part), validated(Reading.CORRECTED, part), part.event());
            }
            response = grouping.conformance();
        }
        return response;
    }

    /** The undocumented properties of the response, each with the first body that has it. */
    public Map<JsonPointer, Part> undocumentedProperties() {
        Map<JsonPointer, Part> unknown = new LinkedHashMap<>();
        for (Part part : parts()) {
            for (JsonPointer at : schemas.unknownProperties(
                    Reading.CORRECTED, method, path, status(), part.mediaType(), part.body())) {
                unknown.putIfAbsent(at, part);
            }
        }
        return unknown;
    }

    /** Whether the published or the corrected contract documents this status with this media type. */
    public boolean documents(String mediaType) {
        Part part = new Part(com.fasterxml.jackson.databind.node.JsonNodeFactory.instance.objectNode(), -1, mediaType);
        return validated(Reading.PUBLISHED, part).isPresent()
                || validated(Reading.CORRECTED, part).isPresent()
                || (observed.exchange().reply() instanceof Reply.Answered answered
                        && answered.body() instanceof Body.None
                        && (schemas.documentsNoBody(Reading.PUBLISHED, method, path, status())
                                || schemas.documentsNoBody(Reading.CORRECTED, method, path, status())));
    }

    /** Whether the published contract has a schema for this error; it takes precedence over the provider profile. */
    public boolean describesError() {
        return hasOperation
                && schemas.responseSchema(Reading.PUBLISHED, method, path, status(), JSON)
                        .isPresent();
    }

    /** A body of the response: the only one, or one chunk. */
    public record Part(JsonNode body, int event, String mediaType) {}

    private Optional<List<InstanceViolation>> validated(Reading reading, Part part) {
        return schemas.response(reading, method, path, status(), part.mediaType(), part.body());
    }

    /** A sample without a status counts as a success. */
    private int status() {
        return observed.status() == 0 ? 200 : observed.status();
    }

    private List<Part> parts() {
        if (!hasOperation || (observed.status() == 0 && observed.response() instanceof ParsedResponse.Failed)) {
            return List.of();
        }
        return switch (observed.exchange().reply()) {
            case Reply.Unanswered unanswered -> List.of();
            case Reply.Answered answered ->
                answered.body().json().isMissingNode()
                        ? items(answered)
                        : List.of(new Part(
                                answered.body().json(), -1, onlyItem(answered).orElse(JSON)));
            case Reply.Streamed streamed -> chunks(streamed.events());
        };
    }

    /** The media type when the body is a sequence; a sequence of one item is JSON. */
    private static Optional<String> onlyItem(Reply.Answered answered) {
        return answered.head()
                .headers()
                .first("content-type")
                .filter(type -> !type.startsWith(STREAM) && MediaTypeSchemas.isSequence(type));
    }

    /** The items of a body that is a sequence of JSON values, one on each line. */
    private static List<Part> items(Reply.Answered answered) {
        String mediaType = onlyItem(answered).orElse("");
        if (mediaType.isEmpty() || !(answered.body() instanceof Body.Text(String text))) {
            return List.of();
        }
        List<Part> items = new ArrayList<>();
        for (String line : text.split("[\n\r\\x1E]+", -1)) {
            JsonNode json =
                    Body.of(line.strip().getBytes(StandardCharsets.UTF_8)).json();
            if (!json.isMissingNode()) {
                items.add(new Part(json, -1, mediaType));
            }
        }
        return items;
    }

    /** The frames that are chunks: neither errors nor the empty objects that keep a connection alive. */
    private static List<Part> chunks(List<SseEvent> events) {
        List<Part> chunks = new ArrayList<>(events.size());
        for (int i = 0; i < events.size(); i++) {
            SseEvent event = events.get(i);
            JsonNode json = event.json();
            if (json != null
                    && !(json.isObject() && json.isEmpty())
                    && !StrictValues.isPresent(json.path("error"))
                    && !ExchangeParser.isError(json)
                    && !event.type().equals("ping")
                    && !event.type().equals("error")) {
                chunks.add(new Part(json, i, STREAM));
            }
        }
        return chunks;
    }

    /** The correction of this location of the document, as text; empty when there is none. */
    String correctionOf(JsonPointer schemaAt) {
        return schemas.contract().correctionsAt(schemaAt).stream()
                .findFirst()
                .map(correction -> (correction.isConvention()
                                ? "corrected by a convention of this API at "
                                : "corrected by the overlay at ")
                        + correction.target() + ": " + correction.reason())
                .orElse("");
    }

    /** Groups the violations that many chunks have in common. */
    private static final class Grouping {
        private final Map<String, SchemaFinding> publishedOnly = new LinkedHashMap<>();
        private final Map<String, SchemaFinding> corrected = new LinkedHashMap<>();
        private boolean bothViolated;
        private int documented;
        private int published;

        void add(
                Optional<List<InstanceViolation>> asPublished,
                Optional<List<InstanceViolation>> asCorrected,
                int event) {
            documented += asCorrected.isPresent() ? 1 : 0;
            published += asPublished.isPresent() ? 1 : 0;
            List<InstanceViolation> wrong = asCorrected.orElse(List.of());
            for (InstanceViolation mismatch : wrong) {
                fold(corrected, mismatch, event);
            }
            for (InstanceViolation mismatch : asPublished.orElse(List.of())) {
                if (wrong.stream().anyMatch(other -> other.at().equals(mismatch.at()))) {
                    bothViolated = true;
                } else {
                    fold(publishedOnly, mismatch, event);
                }
            }
        }

        private static void fold(Map<String, SchemaFinding> found, InstanceViolation mismatch, int event) {
            found.merge(
                    mismatch.at() + " " + mismatch.keyword(),
                    new SchemaFinding(mismatch, event, 1),
                    (first, again) -> new SchemaFinding(first.mismatch(), first.event(), first.count() + 1));
        }

        Conformance conformance() {
            return new Conformance(
                    List.copyOf(publishedOnly.values()),
                    List.copyOf(corrected.values()),
                    bothViolated,
                    documented,
                    published);
        }
    }
}

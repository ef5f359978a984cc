package dev.loupe.chat;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.loupe.openapi.Contract;
import dev.loupe.openapi.Contract.Correction;
import dev.loupe.openapi.DescribedRange;
import dev.loupe.openapi.EditableSchema;
import dev.loupe.openapi.Operation;
import dev.loupe.openapi.ReferenceResolver;
import dev.loupe.openapi.ReferenceResolver.Located;
import dev.loupe.openapi.SchemaUse;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Corrections of common defects in contracts of this API. Applied to a contract that a user names by its file, after the overlays
 * next to it, and only where the schema is still open or still wrong; they never change what an overlay states. Each is a {@link
 * Correction} like one of an overlay, so that reports distinguish it from the published contract.
 */
public final class ChatConventions {
    private static final String REFERENCE =
            "the published OpenAPI document of the reference implementation of this API (openai-openapi)";
    private static final String MEASURED =
            "50,818 of 50,838 recorded chunks of the reference implementation violate a schema without this correction";
    private static final String FRAGMENTS = "every recorded tool call in a stream continues this way";
    private static final String SAMPLERS = "the parameter references of OpenRouter (0 or above) and vLLM (-1 or above)";

    private enum Side {
        REQUEST,
        RESPONSE,
        CHUNK;

        String word() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }
    }

    /**
     * One convention.
     *
     * @param path property names from the root, {@code *} for the items of an array
     */
    private record Convention(
            Side side, String path, String reason, String evidence, Predicate<EditableSchema> correction) {}

    private static final List<Convention> ALL = List.of(
            request("messages", "A conversation needs at least one message.", EditableSchema::notEmpty),
            integer("max_tokens"),
            integer("max_completion_tokens"),
            integer("n"),
            integer("seed"),
            integer("top_logprobs"),
            new Convention(
                    Side.REQUEST,
                    "top_k",
                    "The number of candidate tokens is an integer.",
                    SAMPLERS,
                    EditableSchema::makeInteger),
            new Convention(
                    Side.REQUEST,
                    "top_k",
                    "The number of candidate tokens is not negative; some servers accept -1 and 0 as off.",
                    SAMPLERS,
                    draft -> draft.atLeast(BigDecimal.ONE.negate())),
            request("stop", "An empty array of stop sequences has no effect.", EditableSchema::notEmpty),
            new Convention(
                    Side.RESPONSE,
                    "choices/*/message/content",
                    "A message that has only tool calls, or a refusal, has no content.",
                    REFERENCE,
                    EditableSchema::allowNull),
            logprobs(Side.RESPONSE, "choices/*/logprobs"),
            logprobs(Side.RESPONSE, "choices/*/logprobs/content"),
            logprobs(Side.RESPONSE, "choices/*/logprobs/refusal"),
            logprobs(Side.RESPONSE, "choices/*/logprobs/content/*/bytes"),
            chunk(
                    "choices/*",
                    "Only the last chunk of a choice has a finish_reason.",
                    d -> d.requireNot("finish_reason")),
            chunk("choices/*/finish_reason", "finish_reason is null before the last chunk.", EditableSchema::allowNull),
            chunk(
                    "choices/*/delta",
                    "Only the first delta has a role, and the last one may be empty.",
                    d -> d.requireOnly("")),
            chunk("choices/*/delta/content", "A delta of a tool call has no content.", EditableSchema::allowNull),
            fragment(
                    "choices/*/delta/tool_calls/*",
                    "Later fragments of a tool call have only the index and arguments.",
                    "index"),
            fragment(
                    "choices/*/delta/tool_calls/*/function",
                    "Later fragments have no name, and the first one may have no arguments.",
                    ""),
            fragment("choices/*/delta/function_call", "As for the fragments of a tool call.", ""),
            logprobs(Side.CHUNK, "choices/*/logprobs"),
            logprobs(Side.CHUNK, "choices/*/logprobs/content"),
            logprobs(Side.CHUNK, "choices/*/logprobs/refusal"),
            logprobs(Side.CHUNK, "choices/*/logprobs/content/*/bytes"),
            chunk("usage", "Only the last chunk has usage, and only when requested.", EditableSchema::allowNull));

    private final ObjectNode document;
    private final boolean version31;
    private final List<Correction> corrections = new ArrayList<>();

    private ChatConventions(ObjectNode document) {
        this.document = document;
        this.version31 = !document.path("openapi").asText().startsWith("3.0");
    }

    private static Convention request(String path, String reason, Predicate<EditableSchema> correction) {
        return new Convention(Side.REQUEST, path, reason, REFERENCE, correction);
    }

    private static Convention integer(String path) {
        return request(path, "The value is a count or an identifier, an integer.", EditableSchema::makeInteger);
    }

    private static Convention chunk(String path, String reason, Predicate<EditableSchema> correction) {
        return new Convention(Side.CHUNK, path, reason, MEASURED, correction);
    }

    private static Convention fragment(String path, String reason, String required) {
        return new Convention(Side.CHUNK, path, reason, FRAGMENTS, draft -> draft.requireOnly(required));
    }

    private static Convention logprobs(Side side, String path) {
        String reason = "Only one of content and refusal has tokens, and a special token has no bytes.";
        return new Convention(side, path, reason, REFERENCE, EditableSchema::allowNull);
    }

    /** The contract with the corrections of these conventions in addition to its overlays. */
    public static Contract added(Contract contract) {
        ObjectNode corrected = contract.corrected().deepCopy();
        List<Correction> added = new ChatConventions(corrected).apply();
        if (added.isEmpty()) {
            return contract;
        }
        List<Correction> corrections = new ArrayList<>(contract.corrections());
        corrections.addAll(added);
        return new Contract(contract.name(), contract.document(), corrected, corrections);
    }

    private List<Correction> apply() {
        for (Operation operation : Operation.of(document)) {
            List<SchemaUse> request = bodies(operation.pointer().appendProperty("requestBody"), "application/json");
            boolean chat = request.stream()
                    .anyMatch(site -> !site.at("messages", document).isEmpty());
            if (chat) {
                request.forEach(this::prose);
                correct(Side.REQUEST, request);
                operation.node().path("responses").fieldNames().forEachRemaining(status -> {
                    if (status.startsWith("2")) {
                        JsonPointer response =
                                operation.pointer().appendProperty("responses").appendProperty(status);
                        correct(Side.RESPONSE, bodies(response, "application/json"));
                        correct(Side.CHUNK, bodies(response, "text/event-stream"));
                    }
                });
                errors(operation);
            }
        }
        return corrections;
    }

    private List<SchemaUse> bodies(JsonPointer message, String mediaType) {
        ReferenceResolver references = new ReferenceResolver(document);
        return references
                .follow(message)
                .flatMap(found -> references.follow(
                        found.pointer().appendProperty("content").appendProperty(mediaType)))
                .map(this::schemas)
                .orElse(List.of());
    }

    /** Of the body or, in OpenAPI 3.2, of one event or of the JSON in its data. */
    private List<SchemaUse> schemas(Located media) {
        if (media.node().path("itemSchema").isObject()) {
            SchemaUse event = SchemaUse.of(media, "itemSchema", document);
            List<SchemaUse> data = event.at("data", document);
            return data.isEmpty()
                    ? List.of(event)
                    : data.stream()
                            .flatMap(field -> field.content(document).stream())
                            .toList();
        }
        return media.node().path("schema").isObject() ? List.of(SchemaUse.of(media, "schema", document)) : List.of();
    }

    private void correct(Side side, List<SchemaUse> roots) {
        for (Convention convention : ALL) {
            if (convention.side() == side) {
                for (SchemaUse root : roots) {
                    root.at(convention.path(), document).forEach(site -> correct(convention, site));
                }
            }
        }
    }

    private void correct(Convention convention, SchemaUse site) {
        boolean required = site.node().has("required");
        if (convention.correction().test(new EditableSchema(site.node(), version31))) {
            boolean fewer = required && convention.side() == Side.CHUNK;
            JsonPointer at = fewer ? site.origin().appendProperty("required") : site.origin();
            String target = convention.side().word() + " /" + convention.path();
            add(target, convention.reason(), convention.evidence(), at);
        }
    }

    /** The same correction at several locations is one. */
    private void add(String target, String reason, String evidence, JsonPointer at) {
        for (int i = 0; i < corrections.size(); i++) {
            Correction known = corrections.get(i);
            if (known.target().equals(target) && known.reason().equals(reason)) {
                List<JsonPointer> places = new ArrayList<>(known.at());
                places.add(at);
                corrections.set(i, new Correction(target, reason, evidence, places, Correction.CONVENTION, 0));
                return;
            }
        }
        corrections.add(new Correction(target, reason, evidence, List.of(at), Correction.CONVENTION, 0));
    }

    /** Ranges that the descriptions of the request state, and branches without type that are meant as null. */
    private void prose(SchemaUse request) {
        for (SchemaUse site : request.everything(document)) {
            EditableSchema draft = new EditableSchema(site.node(), version31);
            String target = "request " + site.path();
            if (draft.closeNullBranch()) {
                String reason = "A branch without a type is meant as null but accepts every value.";
                add(target, reason, "the only keyword of the branch is nullable", site.origin());
            }
            String description = site.node().path("description").asText();
            Optional<DescribedRange> range = DescribedRange.ofNumber(description)
                    .filter(draft::between)
                    .or(() -> DescribedRange.ofItems(description).filter(draft::atMostItems));
            range.ifPresent(words ->
                    add(target, "Its description states the range.", "\"" + words.words() + "\"", site.origin()));
        }
    }

    /** Every API has errors; {@code loupe lint} reports that they are not documented. */
    private void errors(Operation operation) {
        JsonNode responses = operation.node().path("responses");
        boolean documented = responses.propertyStream().anyMatch(property -> property.getKey()
                .matches("default|[45].."));
        if (!documented && responses instanceof ObjectNode known) {
            for (String status : List.of("4XX", "5XX")) {
                known.putObject(status)
                        .put("description", "An error.")
                        .putObject("content")
                        .putObject("application/json");
            }
            add(
                    "responses",
                    "A request can fail; the spec documents no error.",
                    "RFC 9110, sections 15.5 and 15.6",
                    operation.pointer().appendProperty("responses"));
        }
    }
}

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
import dev.loupe.openapi.SchemaUse;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * What everybody who knows this API reads into a contract of it that says otherwise. Applied by place to a contract that a
 * user names by its file, after the overlays beside it, and only where the schema is still open or still wrong; an overlay
 * that says something else is left alone. Each is a {@link Correction} like one of an overlay, so that reports tell it apart
 * from what the provider published.
 */
public final class ChatConventions {
    private static final String REFERENCE =
            "the published OpenAPI document of the reference implementation of this API (openai-openapi)";
    private static final String MEASURED =
            "50,818 of 50,838 recorded chunks of the reference implementation break a schema that says otherwise";
    private static final String PIECES = "every tool call that was recorded in a stream continues so";
    private static final String SAMPLERS = "the parameter references of OpenRouter (0 or above) and vLLM (-1 or above)";

    private enum Side {
        REQUEST,
        ANSWER,
        CHUNK;

        String word() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }
    }

    /**
     * One convention.
     *
     * @param place members from the top, {@code *} for the items of a list
     */
    private record Convention(
            Side side, String place, String reason, String evidence, Predicate<EditableSchema> mend) {}

    private static final List<Convention> ALL = List.of(
            request("messages", "A conversation without a turn cannot be answered.", EditableSchema::notEmpty),
            whole("max_tokens"),
            whole("max_completion_tokens"),
            whole("n"),
            whole("seed"),
            whole("top_logprobs"),
            new Convention(
                    Side.REQUEST,
                    "top_k",
                    "How many tokens to draw from is a whole number.",
                    SAMPLERS,
                    EditableSchema::makeInteger),
            new Convention(
                    Side.REQUEST,
                    "top_k",
                    "How many tokens to draw from is never negative; -1 and 0 turn it off at some servers.",
                    SAMPLERS,
                    draft -> draft.atLeast(BigDecimal.ONE.negate())),
            request("stop", "An empty list of stop texts stops at nothing.", EditableSchema::notEmpty),
            new Convention(
                    Side.ANSWER,
                    "choices/*/message/content",
                    "An answer that is nothing but tool calls, or a refusal, has no text.",
                    REFERENCE,
                    EditableSchema::allowNull),
            logprobs(Side.ANSWER, "choices/*/logprobs"),
            logprobs(Side.ANSWER, "choices/*/logprobs/content"),
            logprobs(Side.ANSWER, "choices/*/logprobs/refusal"),
            logprobs(Side.ANSWER, "choices/*/logprobs/content/*/bytes"),
            chunk("choices/*", "Only the last chunk has a reason why it ended.", d -> d.requireNot("finish_reason")),
            chunk("choices/*/finish_reason", "Before the last chunk the reason is null.", EditableSchema::allowNull),
            chunk("choices/*/delta", "The first delta brings the role, the last one nothing.", d -> d.requireOnly("")),
            chunk("choices/*/delta/content", "A delta of a tool call has no text.", EditableSchema::allowNull),
            piece(
                    "choices/*/delta/tool_calls/*",
                    "The later pieces of a tool call have only the index and more arguments.",
                    "index"),
            piece(
                    "choices/*/delta/tool_calls/*/function",
                    "A later piece has no name, and the first one may have no arguments yet.",
                    ""),
            piece("choices/*/delta/function_call", "As of the pieces of a tool call.", ""),
            logprobs(Side.CHUNK, "choices/*/logprobs"),
            logprobs(Side.CHUNK, "choices/*/logprobs/content"),
            logprobs(Side.CHUNK, "choices/*/logprobs/refusal"),
            logprobs(Side.CHUNK, "choices/*/logprobs/content/*/bytes"),
            chunk("usage", "Only the last chunk counts, and only when it is asked to.", EditableSchema::allowNull));

    private final ObjectNode document;
    private final boolean version31;
    private final List<Correction> corrections = new ArrayList<>();

    private ChatConventions(ObjectNode document) {
        this.document = document;
        this.version31 = document.path("openapi").asText().startsWith("3.1");
    }

    private static Convention request(String place, String reason, Predicate<EditableSchema> mend) {
        return new Convention(Side.REQUEST, place, reason, REFERENCE, mend);
    }

    private static Convention whole(String place) {
        return request(place, "It counts or names something in whole numbers.", EditableSchema::makeInteger);
    }

    private static Convention chunk(String place, String reason, Predicate<EditableSchema> mend) {
        return new Convention(Side.CHUNK, place, reason, MEASURED, mend);
    }

    private static Convention piece(String place, String reason, String required) {
        return new Convention(Side.CHUNK, place, reason, PIECES, draft -> draft.requireOnly(required));
    }

    private static Convention logprobs(Side side, String place) {
        String reason = "Only one of text and refusal has tokens, and a special token has no bytes.";
        return new Convention(side, place, reason, REFERENCE, EditableSchema::allowNull);
    }

    /** The contract with what the conventions correct in it besides its overlays. */
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
                mend(Side.REQUEST, request);
                operation.node().path("responses").fieldNames().forEachRemaining(status -> {
                    if (status.startsWith("2")) {
                        JsonPointer answer =
                                operation.pointer().appendProperty("responses").appendProperty(status);
                        mend(Side.ANSWER, bodies(answer, "application/json"));
                        mend(Side.CHUNK, bodies(answer, "text/event-stream"));
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
                .filter(media -> media.node().path("schema").isObject())
                .map(media -> List.of(SchemaUse.of(media, "schema", document)))
                .orElse(List.of());
    }

    private void mend(Side side, List<SchemaUse> roots) {
        for (Convention convention : ALL) {
            if (convention.side() == side) {
                for (SchemaUse root : roots) {
                    root.at(convention.place(), document).forEach(site -> mend(convention, site));
                }
            }
        }
    }

    private void mend(Convention convention, SchemaUse site) {
        boolean required = site.node().has("required");
        if (convention.mend().test(new EditableSchema(site.node(), version31))) {
            boolean fewer = required && convention.side() == Side.CHUNK;
            JsonPointer at = fewer ? site.origin().appendProperty("required") : site.origin();
            String target = convention.side().word() + " /" + convention.place();
            add(target, convention.reason(), convention.evidence(), at);
        }
    }

    /** The same under two paths is one correction. */
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

    /** What the request's own descriptions say, and branches that are meant as null and let everything through. */
    private void prose(SchemaUse request) {
        for (SchemaUse site : request.everything(document)) {
            EditableSchema draft = new EditableSchema(site.node(), version31);
            String target = "request " + site.path();
            if (draft.closeNullBranch()) {
                String reason = "A branch without a type is meant as null, and lets everything through.";
                add(target, reason, "the branch says nothing but nullable", site.origin());
            }
            String description = site.node().path("description").asText();
            Optional<DescribedRange> range = DescribedRange.ofNumber(description)
                    .filter(draft::between)
                    .or(() -> DescribedRange.ofItems(description).filter(draft::atMostItems));
            range.ifPresent(words ->
                    add(target, "Its description states the range.", "\"" + words.words() + "\"", site.origin()));
        }
    }

    /** Errors are part of every API; that they are not documented is said once, by {@code loupe lint}. */
    private void errors(Operation operation) {
        JsonNode responses = operation.node().path("responses");
        boolean documented =
                responses.propertyStream().anyMatch(member -> member.getKey().matches("default|[45].."));
        if (!documented && responses instanceof ObjectNode known) {
            for (String status : List.of("4XX", "5XX")) {
                known.putObject(status)
                        .put("description", "An error.")
                        .putObject("content")
                        .putObject("application/json");
            }
            add(
                    "responses",
                    "A request can fail; the document does not say how.",
                    "RFC 9110, sections 15.5 and 15.6",
                    operation.pointer().appendProperty("responses"));
        }
    }
}

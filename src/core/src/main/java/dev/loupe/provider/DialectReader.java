package dev.loupe.provider;

import com.fasterxml.jackson.databind.JsonNode;
import dev.loupe.provider.KnownDeviations.Deviation;
import dev.loupe.provider.ModelAliases.Echo;
import dev.loupe.provider.ProviderDialect.Done;
import dev.loupe.provider.ProviderDialect.ErrorBody;
import dev.loupe.provider.ProviderDialect.Handling;
import dev.loupe.provider.ProviderDialect.JsonType;
import dev.loupe.provider.ProviderDialect.ResponseDialect;
import dev.loupe.provider.ProviderDialect.ToolCallDialect;
import dev.loupe.provider.ProviderDialect.UsageChunk;
import dev.loupe.provider.ProviderDialect.UsageDialect;
import dev.loupe.provider.ProviderProfiles.BadProvider;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Reads what a profile states about responses, streams, errors and names of models. */
final class DialectReader {
    private final ProfileProperties yaml;

    DialectReader(ProfileProperties yaml) {
        this.yaml = yaml;
    }

    ProviderDialect read(JsonNode root) throws BadProvider {
        JsonNode errors = root.path("errors");
        JsonNode streams = root.path("streams");
        JsonNode parameters = root.path("parameters");
        yaml.known(errors, "errors", "required", "source", "status", "request-id", "request-id-headers");
        JsonNode ids = root.path("ids");
        yaml.known(streams, "streams", "done", "usage-chunk", "objects", "created", "role");
        JsonNode calls = root.path("tool-calls");
        JsonNode usage = root.path("usage");
        yaml.known(ids, "ids", "space", "foreign");
        yaml.known(calls, "tool-calls", "id", "type");
        yaml.known(usage, "usage", "template-tokens", "reasoning");
        JsonNode responses = root.path("responses");
        yaml.known(responses, "responses", "objects", "object", "reasoning-in-text");
        yaml.known(parameters, "parameters", "invalid", "unknown", "supported");
        List<String> idHeaders = new ArrayList<>();
        for (String header : yaml.words(errors, "request-id-headers")) {
            idHeaders.add(header.toLowerCase(Locale.ROOT));
        }
        return new ProviderDialect(
                new ErrorBody(
                        requiredProperties(errors.path("required")),
                        yaml.pointer(errors, "status"),
                        yaml.pointer(errors, "request-id"),
                        yaml.states(errors, "source", "recordings")),
                idHeaders,
                new StreamDialect(
                        yaml.word(streams, "done", Done.class, Done.UNSTATED),
                        yaml.word(streams, "usage-chunk", UsageChunk.class, UsageChunk.UNSTATED),
                        yaml.words(streams, "objects"),
                        yaml.states(streams, "created", "per-chunk"),
                        yaml.states(streams, "role", "first")),
                new IdDialect(yaml.states(ids, "space", "small"), List.copyOf(yaml.words(ids, "foreign"))),
                yaml.word(parameters, "invalid", Handling.class, Handling.UNSTATED),
                yaml.word(parameters, "unknown", Handling.class, Handling.UNSTATED),
                yaml.words(parameters, "supported"),
                yaml.words(root, "finish-reasons"),
                new ToolCallDialect(yaml.states(calls, "id", "optional"), yaml.states(calls, "type", "optional")),
                new UsageDialect(
                        yaml.states(usage, "template-tokens", "counted"), yaml.states(usage, "reasoning", "separate")),
                new ResponseDialect(
                        yaml.words(responses, "objects"),
                        yaml.states(responses, "object", "optional"),
                        yaml.words(responses, "reasoning-in-text")),
                deviations(root.path("deviations")),
                aliases(root.path("models")));
    }

    private KnownDeviations deviations(JsonNode deviations) throws BadProvider {
        yaml.known(deviations, "deviations", "properties", "finish-reasons");
        Set<Deviation> kinds = new LinkedHashSet<>();
        for (String kind : yaml.words(deviations, "properties")) {
            kinds.add(yaml.oneOf(kind, "deviations/properties", Deviation.class));
        }
        return new KnownDeviations(kinds, yaml.words(deviations, "finish-reasons"));
    }

    private ModelAliases aliases(JsonNode models) throws BadProvider {
        yaml.known(models, "models", "echo", "vendors", "variants", "same", "routers", "neutral", "moving");
        boolean any = "any".equals(models.path("vendors").textValue());
        boolean anyVariant = "any".equals(models.path("variants").textValue());
        return new ModelAliases(
                yaml.word(models, "echo", Echo.class, Echo.STATED),
                any,
                any ? Set.of() : yaml.words(models, "vendors"),
                anyVariant,
                anyVariant ? Set.of() : yaml.words(models, "variants"),
                synonyms(models.path("same")),
                yaml.words(models, "routers"),
                yaml.words(models, "neutral"),
                yaml.words(models, "moving"));
    }

    private List<Set<String>> synonyms(JsonNode groups) throws BadProvider {
        List<Set<String>> synonyms = new ArrayList<>();
        for (JsonNode group : groups) {
            Set<String> names = new LinkedHashSet<>();
            for (JsonNode name : group) {
                if (!name.isTextual()) {
                    throw yaml.bad("models/same", "must be lists of names");
                }
                names.add(name.textValue());
            }
            if (names.size() < 2) {
                throw yaml.bad("models/same", "must be lists of two names or more");
            }
            synonyms.add(Set.copyOf(names));
        }
        return synonyms;
    }

    private List<ErrorBody.RequiredProperty> requiredProperties(JsonNode required) throws BadProvider {
        List<ErrorBody.RequiredProperty> properties = new ArrayList<>();
        for (Map.Entry<String, JsonNode> entry : required.properties()) {
            Set<JsonType> types = new LinkedHashSet<>();
            for (String type : yaml.words(required, entry.getKey())) {
                types.add(yaml.oneOf(type, entry.getKey(), JsonType.class));
            }
            properties.add(new ErrorBody.RequiredProperty(yaml.pointer(entry.getKey()), types));
        }
        return properties;
    }
}

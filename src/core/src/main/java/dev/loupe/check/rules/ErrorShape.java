package dev.loupe.check.rules;

import com.fasterxml.jackson.databind.JsonNode;
import dev.loupe.chat.ParsedResponse;
import dev.loupe.chat.StrictValues;
import dev.loupe.check.CheckDescription;
import dev.loupe.check.ExchangeCheck;
import dev.loupe.check.Level;
import dev.loupe.check.ParsedExchange;
import dev.loupe.check.Result;
import dev.loupe.check.SchemaConformance;
import dev.loupe.check.Violation;
import dev.loupe.exchange.Body;
import dev.loupe.exchange.FindingLocation;
import dev.loupe.exchange.Overload;
import dev.loupe.exchange.Reply;
import dev.loupe.provider.ProviderDialect.ErrorBody;
import dev.loupe.provider.ProviderDialect.JsonType;
import dev.loupe.text.TextTruncation;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

@CheckDescription(
        id = "error.shape",
        level = Level.MUST,
        truth = "an error has the properties that the provider documents",
        source =
                "measured: 1672 of 1672 errors (2,788 recorded exchanges of the reference implementation, March 2025); each provider's documentation, in providers/*.yaml",
        why = "callers read message and code from it to decide whether to retry",
        fix = "send every error in the documented shape")
final class ErrorShape implements ExchangeCheck {
    @Override
    public Result on(ParsedExchange observed) {
        if (!(observed.response() instanceof ParsedResponse.Failed failed)) {
            return Result.notApplicable("the response is not an error");
        }
        if (ErrorNot200.reports(observed)) {
            return Result.notApplicable("an error with a success status; error.not-200 reports it");
        }
        if (observed.status() == 401 && observed.exchange().reply() instanceof Reply.Streamed) {
            return Result.notApplicable("a stream; error.unauthorized reports it");
        }
        List<ErrorBody.RequiredProperty> required = observed.dialect().errors().required();
        JsonNode body = failed.body();
        if (required.isEmpty()) {
            return (isPage(observed) || isEmpty(observed)) && !isOfAGateway(observed)
                    ? Result.violated(noObject(observed, body).atMost(Level.SHOULD))
                    : Result.notApplicable("the provider profile documents no error properties");
        }
        SchemaConformance conformance = observed.conformance();
        if (conformance != null && observed.hasSchema() && conformance.describesError()) {
            return Result.notApplicable(
                    "the contract has a schema for this error; schema.response-corrected checks it");
        }
        if (observed.bodyNotRecorded()) {
            return Result.notRecorded("the error has no body, or it was not recorded");
        }
        if (!body.isObject()) {
            return isOfAGateway(observed) || (observed.dialect().errors().recorded() && isPlainText(observed))
                    ? GATEWAY
                    : Result.violated(noObject(observed, body));
        }
        List<Violation> violations = new ArrayList<>(0);
        List<ErrorBody.RequiredProperty> missing = new ArrayList<>(0);
        for (ErrorBody.RequiredProperty property : required) {
            JsonNode value = body.at(property.at());
            if (value.isMissingNode()) {
                missing.add(property);
            } else if (!property.types().contains(typeOf(value))) {
                violations.add(Violation.of(
                        FindingLocation.body(property.at().toString()),
                        words(property),
                        StrictValues.shown(value),
                        property.at() + " of the error is " + StrictValues.shown(value) + ", expected "
                                + words(property)));
            }
        }
        if (missing.size() == required.size() && observed.dialect().errors().recorded() && hasMessage(body)) {
            return GATEWAY;
        }
        if (!missing.isEmpty()) {
            violations.addFirst(missing(missing, missing.size() == required.size(), body));
        }
        // gateways report overload in a JSON shape of their own
        return !violations.isEmpty() && Overload.isOverload(observed.status()) ? GATEWAY : Result.of(violations);
    }

    private static Violation noObject(ParsedExchange observed, JsonNode body) {
        String actual = isEmpty(observed) ? "empty" : body.isMissingNode() ? "not JSON" : StrictValues.shown(body);
        return Violation.of(
                FindingLocation.body(""),
                "a JSON object",
                actual,
                "the error body is " + actual + ", expected a JSON object");
    }

    /** One violation for all missing properties: an error body of another provider is one defect. */
    private static Violation missing(List<ErrorBody.RequiredProperty> missing, boolean all, JsonNode body) {
        if (all) {
            return Violation.of(
                    FindingLocation.body(""),
                    named(missing),
                    StrictValues.shown(body),
                    "the error has none of the documented properties " + named(missing));
        }
        if (missing.size() == 1) {
            ErrorBody.RequiredProperty property = missing.getFirst();
            return Violation.of(
                    FindingLocation.body(property.at().toString()),
                    words(property),
                    "absent",
                    "the error has no " + property.at() + " (documented as " + words(property) + ")");
        }
        return Violation.of(
                FindingLocation.body(parent(missing)), named(missing), "absent", "the error has no " + named(missing));
    }

    private static String named(List<ErrorBody.RequiredProperty> properties) {
        return properties.stream().map(property -> property.at().toString()).collect(Collectors.joining(", "));
    }

    /** The common parent of the missing properties. */
    private static String parent(List<ErrorBody.RequiredProperty> properties) {
        List<String> parents = properties.stream()
                .map(property -> property.at().head().toString())
                .distinct()
                .toList();
        return parents.size() == 1 ? parents.getFirst() : "";
    }

    private static final Result GATEWAY = Result.notApplicable("the error is from a gateway in front of the provider");

    /** Whether an error that is not JSON is from a gateway in front of the provider. */
    static boolean isOfAGateway(ParsedExchange observed) {
        return isOfAGateway(observed.status()) || isPageOfAGateway(observed);
    }

    /** Whether the response has no body, and not only the record of it. */
    private static boolean isEmpty(ParsedExchange observed) {
        return observed.exchange().reply() instanceof Reply.Answered(var head, Body body)
                && ParsedExchange.isEmpty(body)
                && !observed.bodyNotRecorded();
    }

    private static boolean isPage(ParsedExchange observed) {
        return observed.exchange().reply() instanceof Reply.Answered(var head, Body.Text(String text))
                && text.stripLeading().startsWith("<");
    }

    /** Text that is no page. */
    private static boolean isPlainText(ParsedExchange observed) {
        return observed.exchange().reply() instanceof Reply.Answered(var head, Body.Text(String text))
                && !text.isBlank()
                && !isPage(observed);
    }

    /** Whether it states the error in a property that gateways use. */
    private static boolean hasMessage(JsonNode body) {
        return MESSAGES.stream()
                .anyMatch(name -> !StrictValues.textOrEmpty(body.path(name)).isBlank());
    }

    private static final List<String> MESSAGES = List.of("message", "Message", "error", "detail", "msg");

    /** Statuses of firewalls and of the limits of proxies, overload, and failures before the provider is reached. */
    private static boolean isOfAGateway(int status) {
        return status == 0 || GATEWAYS.contains(status) || Overload.isOverload(status) || status >= 500;
    }

    private static final Set<Integer> GATEWAYS = Set.of(403, 407, 413, 414, 431);

    /** Whether it is a page of a known proxy: it rejects with 400 what it cannot parse, before the provider is reached. */
    private static boolean isPageOfAGateway(ParsedExchange observed) {
        if (!(observed.exchange().reply() instanceof Reply.Answered(var head, Body.Text(String text)))) {
            return false;
        }
        String page = TextTruncation.prefix(text, 4_000).toLowerCase(Locale.ROOT);
        return page.stripLeading().startsWith("<") && PROXIES.stream().anyMatch(page::contains);
    }

    /** Signatures in the pages of common proxies. */
    private static final List<String> PROXIES = List.of(
            "<center>cloudflare",
            "cloudflare ray id",
            "<center>nginx",
            "<center>openresty",
            "cloudfront",
            "awselb",
            "azure-application-gateway",
            "google frontend",
            "<address>apache");

    private static JsonType typeOf(JsonNode value) {
        return switch (value.getNodeType()) {
            case STRING -> JsonType.STRING;
            case NUMBER -> JsonType.NUMBER;
            case BOOLEAN -> JsonType.BOOLEAN;
            case OBJECT, POJO -> JsonType.OBJECT;
            case ARRAY -> JsonType.ARRAY;
            case NULL, MISSING, BINARY -> JsonType.NULL;
        };
    }

    private static String words(ErrorBody.RequiredProperty property) {
        List<String> words = new ArrayList<>();
        for (JsonType type : JsonType.values()) {
            if (property.types().contains(type)) {
                words.add(type.name().toLowerCase(Locale.ROOT));
            }
        }
        return String.join(" or ", words);
    }
}

package dev.loupe.check.rules;

import com.fasterxml.jackson.databind.JsonNode;
import dev.loupe.chat.ParsedResponse;
import dev.loupe.chat.StrictValues;
import dev.loupe.check.CheckInfo;
import dev.loupe.check.ExchangeCheck;
import dev.loupe.check.Level;
import dev.loupe.check.ParsedExchange;
import dev.loupe.check.Result;
import dev.loupe.check.SchemaConformance;
import dev.loupe.check.Violation;
import dev.loupe.exchange.Body;
import dev.loupe.exchange.FindingLocation;
import dev.loupe.exchange.Reply;
import dev.loupe.provider.ProviderDialect.ErrorBody;
import dev.loupe.provider.ProviderDialect.JsonType;
import dev.loupe.text.TextTruncation;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/** An error has the shape that callers parse. */
final class ErrorShape implements ExchangeCheck {
    private static final CheckInfo INFO = new CheckInfo(
            "error.shape",
            Level.MUST,
            "an error has the members that the provider documents",
            "measured: 1672 of 1672 errors (2,788 recorded exchanges of the reference implementation, March 2025); each provider's documentation, in providers/*.yaml",
            "callers read message and code from it to decide whether to try again",
            "send every error in the documented shape");

    @Override
    public CheckInfo info() {
        return INFO;
    }

    @Override
    public Result on(ParsedExchange observed) {
        if (!(observed.answer() instanceof ParsedResponse.Failed failed)) {
            return NO_ERROR;
        }
        List<ErrorBody.RequiredProperty> required = observed.dialect().errors().required();
        JsonNode body = failed.body();
        if (required.isEmpty()) {
            return UNSTATED;
        }
        SchemaConformance obedience = observed.obedience();
        if (obedience != null && obedience.describesError()) {
            return PUBLISHED;
        }
        if (observed.lacksBody()) {
            return NOT_RECORDED;
        }
        if (!body.isObject()) {
            return isOfAGateway(observed)
                    ? GATEWAY
                    : Result.violated(Violation.of(
                            FindingLocation.body(""),
                            "a JSON error",
                            body.isMissingNode() ? "no JSON" : StrictValues.shown(body),
                            "the error is not in the documented shape"));
        }
        List<Violation> violations = new ArrayList<>(0);
        List<ErrorBody.RequiredProperty> missing = new ArrayList<>(0);
        for (ErrorBody.RequiredProperty member : required) {
            JsonNode value = body.at(member.at());
            if (value.isMissingNode()) {
                missing.add(member);
            } else if (!member.types().contains(typeOf(value))) {
                violations.add(Violation.of(
                        FindingLocation.body(member.at().toString()),
                        words(member),
                        StrictValues.shown(value),
                        "a member of the error is of another type"));
            }
        }
        if (!missing.isEmpty()) {
            violations.addFirst(lacking(missing, missing.size() == required.size(), body));
        }
        return Result.of(violations);
    }

    /** One violation, however much is missing: somebody else's error body is one thing to look into. */
    private static Violation lacking(List<ErrorBody.RequiredProperty> missing, boolean all, JsonNode body) {
        if (all) {
            return Violation.of(
                    FindingLocation.body(""),
                    named(missing),
                    StrictValues.shown(body),
                    "the error is not in the documented shape");
        }
        if (missing.size() == 1) {
            ErrorBody.RequiredProperty member = missing.getFirst();
            return Violation.of(
                    FindingLocation.body(member.at().toString()),
                    words(member),
                    "nothing",
                    "the error lacks a documented member");
        }
        return Violation.of(
                FindingLocation.body(parent(missing)),
                named(missing),
                "none of them",
                "the error lacks documented members");
    }

    private static String named(List<ErrorBody.RequiredProperty> members) {
        return members.stream().map(member -> member.at().toString()).collect(Collectors.joining(", "));
    }

    /** Where all of them would stand. */
    private static String parent(List<ErrorBody.RequiredProperty> members) {
        List<String> parents = members.stream()
                .map(member -> member.at().head().toString())
                .distinct()
                .toList();
        return parents.size() == 1 ? parents.getFirst() : "";
    }

    private static final Result NO_ERROR = Result.notApplicable("the answer is no error");
    private static final Result NOT_RECORDED = Result.notRecorded("the error has no body, or none was recorded");
    private static final Result UNSTATED = Result.notApplicable("this provider does not say what its errors look like");
    private static final Result PUBLISHED =
            Result.notApplicable("the contract describes this error; schema.response-corrected judges it");
    private static final Result GATEWAY =
            Result.notApplicable("whatever stands before the provider answers such an error");

    /** Whether an error that is no JSON comes from what stands before the provider. */
    static boolean isOfAGateway(ParsedExchange observed) {
        return isOfAGateway(observed.status()) || isPageOfAGateway(observed);
    }

    /** Refusals of walls and limits of proxies, overload, and whatever fails before the provider is reached. */
    private static boolean isOfAGateway(int status) {
        return status == 0 || GATEWAYS.contains(status) || status >= 500;
    }

    private static final Set<Integer> GATEWAYS = Set.of(403, 407, 408, 413, 414, 429, 431);

    /** Whether it is a page that names who made it: a proxy refuses with 400 what it cannot read, and nobody behind it knows. */
    private static boolean isPageOfAGateway(ParsedExchange observed) {
        if (!(observed.exchange().reply() instanceof Reply.Answered(var head, Body.Text(String text)))) {
            return false;
        }
        String page = TextTruncation.prefix(text, 4_000).toLowerCase(Locale.ROOT);
        return page.stripLeading().startsWith("<") && MAKERS.stream().anyMatch(page::contains);
    }

    /** What the pages of common proxies say of themselves. */
    private static final List<String> MAKERS = List.of(
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

    private static String words(ErrorBody.RequiredProperty member) {
        List<String> words = new ArrayList<>();
        for (JsonType type : JsonType.values()) {
            if (member.types().contains(type)) {
                words.add(type.name().toLowerCase(Locale.ROOT));
            }
        }
        return String.join(" or ", words);
    }
}

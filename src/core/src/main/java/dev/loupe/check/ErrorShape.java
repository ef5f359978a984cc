package dev.loupe.check;

import com.fasterxml.jackson.databind.JsonNode;
import dev.loupe.exchange.Place;
import dev.loupe.provider.Dialect.ErrorBody;
import dev.loupe.provider.Dialect.JsonType;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** An error has the shape that callers parse. */
final class ErrorShape implements ExchangeCheck {
    private static final CheckInfo INFO = new CheckInfo(
            "error.shape",
            Level.MUST,
            "an error has the members that the provider documents",
            "measured: 1672 of 1672 errors (2,788 recorded exchanges of the reference implementation, March 2025); each provider's documentation, in providers/*.yaml",
            "callers read message and code from it to decide whether to try again",
            "send every error in the documented shape, those of the gateway included");

    @Override
    public CheckInfo info() {
        return INFO;
    }

    @Override
    public Result on(Observed observed) {
        if (!(observed.answer() instanceof Answer.Failed failed)) {
            return NO_ERROR;
        }
        List<ErrorBody.Member> required = observed.dialect().errors().required();
        JsonNode body = failed.body();
        int status = observed.status();
        if (required.isEmpty()) {
            return UNSTATED;
        }
        if (!body.isObject()) {
            return isOfAGateway(status)
                    ? GATEWAY
                    : Result.broken(Violation.of(
                            Place.body(""),
                            "a JSON error",
                            body.isMissingNode() ? "no JSON" : Strict.shown(body),
                            "the error is not in the documented shape"));
        }
        List<Violation> violations = new ArrayList<>(0);
        for (ErrorBody.Member member : required) {
            JsonNode value = body.at(member.at());
            if (value.isMissingNode()) {
                violations.add(Violation.of(
                        Place.body(member.at().toString()),
                        words(member),
                        "nothing",
                        "the error lacks a documented member"));
            } else if (!member.types().contains(typeOf(value))) {
                violations.add(Violation.of(
                        Place.body(member.at().toString()),
                        words(member),
                        Strict.shown(value),
                        "a member of the error is of another type"));
            }
        }
        return Result.of(violations);
    }

    private static final Result NO_ERROR = Result.nothingToCheck("the answer is no error");
    private static final Result UNSTATED =
            Result.nothingToCheck("this provider does not say what its errors look like");
    private static final Result GATEWAY =
            Result.nothingToCheck("whatever stands before the provider answers such an error");

    /** Overload, and errors of proxies and content networks. */
    private static boolean isOfAGateway(int status) {
        return status == 0 || status == 429 || status == 413 || status > 501;
    }

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

    private static String words(ErrorBody.Member member) {
        List<String> words = new ArrayList<>();
        for (JsonType type : JsonType.values()) {
            if (member.types().contains(type)) {
                words.add(type.name().toLowerCase(Locale.ROOT));
            }
        }
        return String.join(" or ", words);
    }
}

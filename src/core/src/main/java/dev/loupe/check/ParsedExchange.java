package dev.loupe.check;

import com.fasterxml.jackson.databind.JsonNode;
import dev.loupe.chat.ExchangeParser;
import dev.loupe.chat.JsonDigest;
import dev.loupe.chat.ParsedResponse;
import dev.loupe.chat.StrictValues;
import dev.loupe.exchange.Body;
import dev.loupe.exchange.Exchange;
import dev.loupe.exchange.HeaderFields;
import dev.loupe.exchange.Reply;
import dev.loupe.provider.ProviderDialect;
import dev.loupe.provider.ProviderProfile;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One exchange as the checks see it: taken apart once, however many checks look at it. For one thread. */
public final class ParsedExchange {
    private static final Result ERROR = Result.notApplicable("the answer is an error");

    private static final Set<String> STREAMING = Set.of("stream", "stream_options");

    private final Exchange exchange;
    private final CheckContext context;
    private final ParsedResponse answer;
    private @Nullable SchemaConformance obedience;

    private ParsedExchange(Exchange exchange, CheckContext context) {
        this.exchange = exchange;
        this.context = context;
        this.answer = ExchangeParser.answer(exchange);
    }

    public static ParsedExchange of(Exchange exchange, CheckContext context) {
        return new ParsedExchange(exchange, context);
    }

    public Exchange exchange() {
        return exchange;
    }

    public CheckContext context() {
        return context;
    }

    public ProviderProfile provider() {
        return context.provider();
    }

    /** The request's JSON, or a missing node. */
    public JsonNode request() {
        return exchange.request().body().json();
    }

    public ProviderDialect dialect() {
        return context.provider().dialect();
    }

    public ParsedResponse answer() {
        return answer;
    }

    /** Why a check of completions has nothing to look at. */
    public Result noCompletion() {
        return answer instanceof ParsedResponse.None none ? Result.notApplicable(none.why()) : ERROR;
    }

    /** The HTTP status; 0 when it was not recorded or no answer came. */
    public int status() {
        Reply.Head head = exchange.reply().headOrNull();
        return head == null ? 0 : head.code();
    }

    /** The answer's headers; not recorded when no answer came. */
    public HeaderFields headers() {
        Reply.Head head = exchange.reply().headOrNull();
        return head == null ? HeaderFields.NOT_RECORDED : head.headers();
    }

    public boolean streamAsked() {
        return StrictValues.isTrue(request().path("stream"));
    }

    public boolean usageAsked() {
        return StrictValues.isTrue(request().path("stream_options").path("include_usage"));
    }

    /** How many choices were asked for. */
    public long choicesAsked() {
        long n = StrictValues.whole(request().path("n"));
        return n < 1 ? 1 : n;
    }

    /** Whether this is a sample in documentation: people print streams shortened, and at different times. */
    public boolean mayBeShortened() {
        return exchange.origin().source().equals("documentation");
    }

    /** Digest of the request, streamed or not. */
    public long requestDigest() {
        return JsonDigest.without(request(), STREAMING);
    }

    /**
     * What came as a success and is no JSON: a page, an answer that was cut, or nothing; null when it is none of these. A body
     * that was not recorded is none, and events that were recorded as text are a stream.
     */
    @Nullable
    public String noJson() {
        if (answer != ExchangeParser.NO_COMPLETION
                || status() != 200
                || mayBeShortened()
                || !(exchange.reply() instanceof Reply.Answered(var head, Body body))) {
            return null;
        }
        if (body instanceof Body.None) {
            return isSaidToBeEmpty() ? "nothing" : null;
        }
        if (!(body instanceof Body.Text(String text))) {
            return null;
        }
        boolean events = text.stripLeading().startsWith("data:")
                || headers().first("content-type").orElse("").contains("event-stream");
        return events ? null : StrictValues.quoted(text);
    }

    /** Whether the answer says that it has no body; one that is absent without a word may not have been recorded. */
    private boolean isSaidToBeEmpty() {
        return headers().first("content-length").orElse("").strip().equals("0");
    }

    /** Whether nobody can tell if the answer had a body. */
    public boolean lacksBody() {
        return exchange.reply() instanceof Reply.Answered(var head, Body.None none) && !isSaidToBeEmpty();
    }

    /** Whether a contract says what types the members of this answer have, so that no other check need say it. */
    public boolean hasSchema() {
        SchemaConformance said = obedience();
        return said != null && said.hasOperation();
    }

    /** What the contract says of this exchange; null when the run has no contract. */
    @Nullable
    public SchemaConformance obedience() {
        if (obedience == null && context.contract() != null) {
            obedience = new SchemaConformance(this, context.contract());
        }
        return obedience;
    }
}

package dev.loupe.check;

import com.fasterxml.jackson.databind.JsonNode;
import dev.loupe.chat.ExchangeParser;
import dev.loupe.chat.JsonDigest;
import dev.loupe.chat.OfferedTools;
import dev.loupe.chat.ParsedCompletion;
import dev.loupe.chat.ParsedResponse;
import dev.loupe.chat.StrictValues;
import dev.loupe.exchange.Body;
import dev.loupe.exchange.Exchange;
import dev.loupe.exchange.HeaderFields;
import dev.loupe.exchange.Origin;
import dev.loupe.exchange.Reply;
import dev.loupe.provider.KnownDeviations.Deviation;
import dev.loupe.provider.ProviderDialect;
import dev.loupe.provider.ProviderProfile;
import dev.loupe.provider.PublishedModel;
import dev.loupe.text.UrlPath;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One exchange, parsed once for all checks. Not thread-safe. */
public final class ParsedExchange {
    private static final Result ERROR = Result.notApplicable("the response is an error");

    private static final Set<String> STREAMING = Set.of("stream", "stream_options");

    private final Exchange exchange;
    private final CheckContext context;
    private final ParsedResponse response;
    private @Nullable SchemaConformance conformance;
    private @Nullable OfferedTools tools;
    private @Nullable String server;
    private @Nullable Long requestDigest;

    private ParsedExchange(Exchange exchange, CheckContext context) {
        this.exchange = exchange;
        this.context = context;
        this.response = ExchangeParser.parse(exchange);
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

    /** The tools of the request. */
    public OfferedTools tools() {
        if (tools == null) {
            tools = OfferedTools.of(request());
        }
        return tools;
    }

    /** What the provider publishes about the requested model. */
    public Optional<PublishedModel> publishedModel() {
        return Optional.ofNullable(
                provider().published().get(StrictValues.textOrEmpty(request().path("model"))));
    }

    /** Whether the request went to a host of the provider. */
    public boolean isServedByProvider() {
        return provider().isServedAt(exchange.request().url());
    }

    public ProviderDialect dialect() {
        return context.provider().dialect();
    }

    /** The level of a violation that servers like this one are known for. */
    public Level levelOf(Deviation deviation) {
        return dialect().deviations().kinds().contains(deviation) ? Level.SHOULD : Level.MUST;
    }

    public ParsedResponse response() {
        return response;
    }

    /** Why a check of completions does not apply. */
    public Result noCompletion() {
        return response instanceof ParsedResponse.None none
                ? Result.notApplicable(none.reason().text())
                : ERROR;
    }

    /** The HTTP status; 0 when it was not recorded or no response was received. */
    public int status() {
        Reply.Head head = exchange.reply().headOrNull();
        return head == null ? 0 : head.code();
    }

    /** The response headers; not recorded when no response was received. */
    public HeaderFields headers() {
        Reply.Head head = exchange.reply().headOrNull();
        return head == null ? HeaderFields.NOT_RECORDED : head.headers();
    }

    public boolean streamRequested() {
        return StrictValues.isTrue(request().path("stream"));
    }

    public boolean usageRequested() {
        return StrictValues.isTrue(request().path("stream_options").path("include_usage"));
    }

    /** The number of choices that the request requires: its {@code n}. */
    public long choicesRequested() {
        long n = StrictValues.integer(request().path("n"));
        return n < 1 ? 1 : n;
    }

    /** Whether this is a sample from documentation, where streams are often abridged and samples are of different dates. */
    public boolean mayBeAbridged() {
        return exchange.origin().kind() == Origin.Kind.DOCUMENTATION;
    }

    /** The server that the request was sent to; exchanges of two servers are not compared with each other. */
    public String server() {
        if (server == null) {
            server = provider().name()
                    + ' '
                    + UrlPath.authority(exchange.request().url());
        }
        return server;
    }

    /** Digest of who responds: the server, the model and the upstream. Only responses of one responder are compared. */
    public long responderDigest(ParsedCompletion completion) {
        return server().hashCode() * 961L
                + JsonDigest.of(completion.property("model").value()) * 31
                + JsonDigest.of(completion.property("provider").value());
    }

    /** Digest of the request without the stream options. */
    public long requestDigest() {
        if (requestDigest == null) {
            requestDigest = JsonDigest.without(request(), STREAMING);
        }
        return requestDigest;
    }

    /**
     * The body of a success when it is not JSON (a page, a truncated body, an empty one, JSON that is not UTF-8), as text for a
     * violation; null when it is JSON, a stream recorded as text, compressed, or not recorded.
     */
    @Nullable
    public String nonJsonBody() {
        if (!(response instanceof ParsedResponse.None(var reason))
                || reason != ParsedResponse.Reason.NO_COMPLETION
                || status() != 200
                || mayBeAbridged()
                || !(exchange.reply() instanceof Reply.Answered(var head, Body body))) {
            return null;
        }
        if (body instanceof Body.None) {
            return isDeclaredEmpty() ? "an empty body" : null;
        }
        if (body instanceof Body.Bytes binary) {
            return otherEncoding(binary);
        }
        if (!(body instanceof Body.Text(String text))) {
            return null;
        }
        if (text.isEmpty() && !isDeclaredEmpty()) {
            return null;
        }
        boolean events = text.stripLeading().startsWith("data:")
                || headers().first("content-type").orElse("").contains("event-stream");
        return events ? null : StrictValues.quoted(text);
    }

    /** Bytes that begin as JSON and are not UTF-8; null when they are compressed or of another media type. */
    private @Nullable String otherEncoding(Body.Bytes body) {
        byte[] bytes = body.bytes();
        boolean json = headers().first("content-type").orElse("json").contains("json");
        int first = 0;
        while (first < bytes.length - 1 && (bytes[first] == ' ' || bytes[first] == '\n' || bytes[first] == '\r')) {
            first++;
        }
        if (json && body.utf16().isPresent()) {
            return "UTF-16, where JSON must be UTF-8";
        }
        int invalid = body.firstInvalid();
        if (!json || invalid < 0 || (bytes[first] != '{' && bytes[first] != '[')) {
            return null;
        }
        return String.format(
                Locale.ROOT, "not UTF-8, as JSON must be (byte 0x%02X at offset %d)", bytes[invalid] & 0xFF, invalid);
    }

    /** Whether content-length is 0; without it, an absent body may not have been recorded. */
    private boolean isDeclaredEmpty() {
        return headers().first("content-length").orElse("").strip().equals("0");
    }

    /** Whether the record has no body; recorders write an empty text for a body that they do not store. */
    public static boolean isEmpty(Body body) {
        return body instanceof Body.None || (body instanceof Body.Text(String text) && text.isEmpty());
    }

    /** Whether it is unknown if the response had a body. */
    public boolean bodyNotRecorded() {
        return exchange.reply() instanceof Reply.Answered(var head, Body body) && isEmpty(body) && !isDeclaredEmpty();
    }

    /**
     * Whether the provider's own contract has a schema for this response, so that the schema checks own wrong types. Without
     * one, the checks of the protocol own them: they know what single servers send.
     */
    public boolean hasSchema() {
        SchemaConformance known = conformance();
        return known != null && known.hasOperation() && context.hasProviderContract();
    }

    /** The comparison with the contract; null when the run has no contract. */
    @Nullable
    public SchemaConformance conformance() {
        if (conformance == null && context.contract() != null) {
            conformance = new SchemaConformance(this, context.contract());
        }
        return conformance;
    }
}

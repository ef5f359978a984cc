package dev.loupe.exchange;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.regex.Pattern;
import org.apiguardian.api.API;
import org.jspecify.annotations.Nullable;

/**
 * One request and its response, or the failure. Recorded and live exchanges have the same type and take the same code path.
 *
 * @param probed what the request tests; null when it is not a probe
 * @param transport what happened to its connections, when Loupe sent it
 * @param kept unknown properties of its record; written again, never checked
 */
@API(status = API.Status.EXPERIMENTAL)
public record Exchange(
        Id id,
        Origin origin,
        Request request,
        Reply reply,
        @Nullable ProbeInfo probed,
        TransportInfo transport,
        ObjectNode kept) {
    public Exchange(Id id, Origin origin, Request request, Reply reply, @Nullable ProbeInfo probed) {
        this(id, origin, request, reply, probed, TransportInfo.NONE, JsonNodeFactory.instance.objectNode());
    }

    /** An exchange of which no connections are known. */
    public Exchange(Id id, Origin origin, Request request, Reply reply, @Nullable ProbeInfo probed, ObjectNode kept) {
        this(id, origin, request, reply, probed, TransportInfo.NONE, kept);
    }

    /** The same exchange with what happened to its connections. */
    public Exchange withTransport(TransportInfo other) {
        return new Exchange(id, origin, request, reply, probed, other, kept);
    }

    /** The same exchange, not stored, with this contract to judge it by; null for none. */
    public Exchange withContract(@Nullable String contract) {
        Origin live = new Origin(origin.provider(), contract, origin.recordedAt(), origin.source(), null, 0);
        return new Exchange(id, live, request, reply, probed, transport, kept);
    }

    /** Names an exchange in findings, baselines and reports, {@code aimlapi/gemma-3n-e4b-it/hello}. */
    public record Id(String value) {
        private static final Pattern NUMBER = Pattern.compile("#\\d+$");

        /** The id of a request that is sent again; the first time has no number. */
        public Id numbered(int time) {
            return new Id(value + "#" + time);
        }

        /** The id of the first of the requests that are sent again. */
        public Id first() {
            return new Id(NUMBER.matcher(value).replaceFirst(""));
        }

        @Override
        public String toString() {
            return value;
        }
    }

    /**
     * A request as it was sent.
     *
     * @param url empty when it was not recorded
     */
    public record Request(String method, String url, HeaderFields headers, Body body) {
        /** The property of a JSON body, or a missing node. */
        public JsonNode property(String name) {
            return body.json().path(name);
        }
    }
}

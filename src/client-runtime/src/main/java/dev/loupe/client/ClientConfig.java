package dev.loupe.client;

import dev.loupe.client.model.ApiObject;
import dev.loupe.client.transport.TransportRequest;
import java.net.URI;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The configuration that all copies of a client share.
 *
 * @param userAgent the value of {@code User-Agent}
 * @param key null for a server without authentication
 * @param listeners observe each call
 * @param keyHeader the header for the key; null for a bearer token in {@code Authorization}
 */
record ClientConfig(
        String userAgent,
        URI endpoint,
        @Nullable SecretHeaderValue key,
        @Nullable String keyHeader,
        CallExecutor calls,
        Clock clock,
        List<CallListener> listeners) {
    private static final List<String> SECRET_MARKS = List.of("auth", "key", "token", "secret", "cookie");

    /** The listeners of a call with this body. */
    CallObservation observe(boolean stream, byte[] body) {
        return CallObservation.start(listeners, () -> CallStart.of(endpoint, stream, body));
    }

    /** The key becomes text only here, for one call. */
    TransportRequest call(byte[] body, String accept, CallOptions options) {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("content-type", "application/json");
        headers.put("accept", accept);
        // compression delays the small chunks of a stream; ResponseDecoder handles servers that compress anyway
        headers.put("accept-encoding", "identity");
        headers.put("user-agent", userAgent);
        if (key != null && keyHeader != null) {
            headers.put(keyHeader, key.reveal());
        } else if (key != null && !options.headers().containsKey("authorization")) {
            headers.put("authorization", "Bearer " + key.reveal());
        }
        options.headers().forEach((name, value) -> headers.put(name.toLowerCase(Locale.ROOT), value.reveal()));
        return new TransportRequest(endpoint, headers, body);
    }

    <R extends ApiObject, C extends ApiObject> ResponseDecoder<R, C> decoder(
            ChatTypes<R, C> types, CallOptions options) {
        List<SecretHeaderValue> secrets = new ArrayList<>();
        if (key != null) {
            secrets.add(key);
        }
        options.headers().forEach((name, value) -> {
            String lower = name.toLowerCase(Locale.ROOT);
            if (SECRET_MARKS.stream().anyMatch(lower::contains)) {
                secrets.add(value);
                value.withoutScheme().ifPresent(secrets::add);
            }
        });
        return new ResponseDecoder<>(types, clock, secrets);
    }

    @Override
    public String toString() {
        return endpoint.toString();
    }
}

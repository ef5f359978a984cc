package dev.loupe.serve.record;

import dev.loupe.exchange.HeaderFields;
import io.vertx.core.MultiMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** The headers that are forwarded: all but those of a single connection. */
final class ForwardedHeaders {
    private static final Set<String> HOP_BY_HOP = Set.of(
            "connection",
            "keep-alive",
            "proxy-authenticate",
            "proxy-authorization",
            "proxy-connection",
            "te",
            "trailer",
            "transfer-encoding",
            "upgrade",
            "http2-settings",
            "host",
            // the recorder itself continues
            "expect");

    private ForwardedHeaders() {}

    static MultiMap of(MultiMap headers) {
        Set<String> own = new HashSet<>(HOP_BY_HOP);
        for (String value : headers.getAll("connection")) {
            for (String name : value.split(",", -1)) {
                own.add(name.strip().toLowerCase(Locale.ROOT));
            }
        }
        MultiMap forwarded = MultiMap.caseInsensitiveMultiMap();
        headers.forEach((name, value) -> {
            // names with a colon are of HTTP/2
            if (!own.contains(name.toLowerCase(Locale.ROOT)) && !name.startsWith(":")) {
                forwarded.add(name, value);
            }
        });
        return forwarded;
    }

    /** All headers, for the recording. */
    static HeaderFields recorded(MultiMap headers) {
        SortedMap<String, List<String>> fields = new TreeMap<>();
        headers.names().forEach(name -> {
            if (!name.startsWith(":")) {
                fields.put(name.toLowerCase(Locale.ROOT), List.copyOf(headers.getAll(name)));
            }
        });
        return new HeaderFields(fields, true);
    }
}

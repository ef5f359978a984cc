package dev.loupe.exchange;

import com.fasterxml.jackson.core.JsonPointer;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apiguardian.api.API;

/**
 * A location in an exchange.
 *
 * @param part which part of the exchange
 * @param event index of the stream event from 0, or -1 when the location is not in an event
 * @param pointer JSON Pointer; empty for the whole
 */
@API(status = API.Status.EXPERIMENTAL)
public record FindingLocation(Part part, int event, JsonPointer pointer) {
    /** Comparing checks keep a location for each exchange; most have one of a few pointers. */
    private static final Map<JsonPointer, JsonPointer> SHARED = new ConcurrentHashMap<>();

    private static final int MOST_SHARED = 1_000;

    public FindingLocation {
        pointer = shared(pointer);
    }

    private static JsonPointer shared(JsonPointer pointer) {
        JsonPointer known = SHARED.get(pointer);
        if (known == null && SHARED.size() < MOST_SHARED) {
            known = SHARED.putIfAbsent(pointer, pointer);
        }
        return known == null ? pointer : known;
    }

    /** The parts of an exchange. */
    public enum Part {
        REQUEST,
        STATUS,
        HEADER,
        BODY,
        STREAM,
        /** Not in an exchange but in the OpenAPI document itself. */
        DOCUMENT
    }

    public static FindingLocation request(String pointer) {
        return new FindingLocation(Part.REQUEST, -1, JsonPointer.compile(pointer));
    }

    public static FindingLocation body(String pointer) {
        return new FindingLocation(Part.BODY, -1, JsonPointer.compile(pointer));
    }

    public static FindingLocation event(int index, String pointer) {
        return new FindingLocation(Part.STREAM, index, JsonPointer.compile(pointer));
    }

    /** The whole stream: something missing has no event. */
    public static FindingLocation stream() {
        return new FindingLocation(Part.STREAM, -1, JsonPointer.empty());
    }

    public static FindingLocation status() {
        return new FindingLocation(Part.STATUS, -1, JsonPointer.empty());
    }

    public static FindingLocation header(String name) {
        return new FindingLocation(Part.HEADER, -1, JsonPointer.empty().appendProperty(name.toLowerCase(Locale.ROOT)));
    }

    public static FindingLocation document(JsonPointer pointer) {
        return new FindingLocation(Part.DOCUMENT, -1, pointer);
    }

    /** As reports and baselines write it, a public format: {@code /usage/total_tokens}, {@code event 3 /choices/0}, {@code request /model}. */
    @Override
    public String toString() {
        return switch (part) {
            case REQUEST -> ("request " + pointer).strip();
            case STATUS -> "status";
            case HEADER -> "header " + pointer.getMatchingProperty();
            case BODY, DOCUMENT ->
                pointer.toString().isEmpty() ? part.name().toLowerCase(Locale.ROOT) : pointer.toString();
            case STREAM -> event < 0 ? "stream" : ("event " + event + " " + pointer).strip();
        };
    }
}
